package dev.outrigger.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.syntax.Authority;
import dev.outrigger.http.syntax.RequestTarget;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.accesslog.AccessLog;
import dev.outrigger.web.auth.BasicAuth;
import dev.outrigger.web.auth.BearerAuth;
import dev.outrigger.web.auth.Jwt;
import dev.outrigger.web.auth.User;
import dev.outrigger.web.binding.FromCookie;
import dev.outrigger.web.binding.FromForm;
import dev.outrigger.web.binding.FromHeader;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.caching.CacheHeaders;
import dev.outrigger.web.caching.ETags;
import dev.outrigger.web.compression.Compression;
import dev.outrigger.web.compression.Decompression;
import dev.outrigger.web.cors.Cors;
import dev.outrigger.web.csrf.Csrf;
import dev.outrigger.web.files.StaticFiles;
import dev.outrigger.web.forms.UploadedFile;
import dev.outrigger.web.headers.CacheControl;
import dev.outrigger.web.headers.Forwarded;
import dev.outrigger.web.jdk.JdkHandlers;
import dev.outrigger.web.limits.ConcurrencyLimit;
import dev.outrigger.web.limits.RateLimit;
import dev.outrigger.web.openapi.OpenApi;
import dev.outrigger.web.secrets.Secrets;
import dev.outrigger.web.security.AllowedHosts;
import dev.outrigger.web.security.HttpsRedirect;
import dev.outrigger.web.security.SecurityHeaders;
import dev.outrigger.web.sessions.Session;
import dev.outrigger.web.sessions.SessionStore;
import dev.outrigger.web.sessions.Sessions;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import dev.outrigger.web.tracing.RequestIds;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whatever is sent to an application that uses all there is, nothing becomes 500 or an error in the
 * log. Requests begin as good ones, and are then bent in a few places. For a longer search: {@code
 * -Doutrigger.hostile.millis=600000}, and {@code -Doutrigger.hostile.seed=7} for one seen before.
 */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class HostileRequestsTest {
  private static final Duration TIME =
      Duration.ofMillis(Long.getLong("outrigger.hostile.millis", 2000));
  private static final String SECRET = "0123456789abcdefghijklmnopqrstuv";
  private static final String LONG = "a.-".repeat(700);

  private static final List<String> TARGETS =
      words(
          """
          / /files/index.html /files/sub /files/ /number/7 /long/-5
          /id/00000000-0000-0000-0000-000000000001 /a-b-c.html /slug/a-b /rest/x/y/z /slash/
          /find?text=a&count=1&at=2026-01-01&ids=a,b /tree /form /upload /echo /text /form-data
          /multipart /basic/x /token/x /session /jdk/x /secure/x /openapi.json /openapi.yaml /events
          /stored /host
          """);
  private static final List<String> PIECES =
      words(
          """
          % %00 %2f %2e%2e .. / // %ff %C0%AF %F0%9F%98%80 %0d%0a ? & = + ; , : @ - . ~ * | { } ' $
          0 -1 2147483648 99999999999999999999 1e400 NaN null true a
          """);
  private static final List<String> FIELDS =
      words(
          """
          Host Accept Accept-Encoding Accept-Language Accept-Charset Content-Type Content-Encoding
          Range If-Range If-Match If-None-Match If-Modified-Since If-Unmodified-Since Cookie
          Authorization Origin Sec-Fetch-Site Access-Control-Request-Method
          Access-Control-Request-Headers X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto
          Forwarded X-Request-ID traceparent Last-Event-ID Referer User-Agent X-CSRF-Token
          Cache-Control X-Count
          """);
  private static final List<String> VALUES =
      List.of(
          "",
          " ",
          "*",
          "*/*;q=0",
          "gzip",
          "br;q=0.1, zstd, *;q=0",
          "x-gzip, deflate",
          "identity",
          "text/html",
          "application/json",
          "application/json; charset=x",
          "text/plain; a=\"",
          "application/x-www-form-urlencoded",
          "application/x-www-form-urlencoded; charset=latin1",
          "multipart/form-data",
          "multipart/form-data; boundary=b",
          "multipart/mixed; boundary=b",
          "bytes=0-",
          "bytes=-1",
          "bytes=9-1,0-0,-0",
          "bytes=99999999999999999999-",
          "\"a\"",
          "W/\"a",
          "\"a\",,*",
          "Thu, 01 Jan 1970 00:00:00 GMT",
          "Sunday, 06-Nov-94 08:49:37 GMT",
          "a=b; c",
          "session=x; csrf=y; __Host-csrf=z; id=" + LONG,
          "=; ;=;;",
          "Basic",
          "Basic YTpi",
          "Basic " + Base64.getEncoder().encodeToString("a:\ud83d\ude00".getBytes(UTF_8)),
          "Bearer",
          "Bearer a.b.c",
          "Bearer " + bearer("{\"alg\":\"HS256\"}", "{}"),
          "Bearer " + bearer("{\"alg\":\"none\"}", "{\"sub\":1}"),
          "Digest a=b",
          "null",
          "http://localhost",
          "https://a.b:99999",
          "https://[::1]:443",
          "same-origin",
          "cross-site",
          "PUT",
          "X-A, x y,,\"",
          "1.2.3.4",
          "::1, [::1]:1, unknown, \"",
          "for=\"[::1]\";proto=x;;,",
          "evil.example:80",
          "https",
          "00-00000000000000000000000000000001-0000000000000001-01",
          "00-z",
          "max-age=\"",
          "0",
          "-1",
          "1e99",
          "\u0085\u009b[31m\u00ff",
          LONG);

  @Parameter private TaskBackend backend;

  record Query(String text, int count, LocalDate at, List<String> ids) {}

  record Tree(
      @Size(max = 9) String name,
      BigDecimal price,
      Optional<Instant> at,
      List<Tree> more,
      UUID id) {}

  record Form(@Email String mail, Optional<Integer> age) {}

  static class Api {
    @Get("/find")
    Map<String, Object> find(@FromQuery Query query) {
      return Map.of("query", query);
    }

    @Post("/tree")
    Tree tree(Tree tree, @FromHeader Optional<Integer> xCount, @FromCookie Optional<UUID> id) {
      return tree;
    }

    @Post("/form")
    String form(@FromForm Form form) {
      return form.toString();
    }

    @Post("/upload")
    String upload(UploadedFile file) {
      return file.filename();
    }
  }

  private static List<String> words(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  private static String bearer(String head, String claims) {
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    return base64.encodeToString(head.getBytes(UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(UTF_8))
        + "."
        + base64.encodeToString(new byte[32]);
  }

  private static void configure(App app, Path folder) throws Exception {
    app.withoutPool();
    app.trustProxies(Forwarded.Fields.X_FORWARDED, Networks.of("127.0.0.0/8", "::1/128"));
    app.use(AccessLog.combined().to(_ -> {}), AccessLog.json().to(_ -> {}));
    app.use(RequestIds.standard(), SecurityHeaders.standard(), Compression.standard());
    app.use(Cors.allowing("http://localhost", "https://*.b.example").anyHeaders());
    app.use(CacheHeaders.of(CacheControl.noCache()), ETags.weak(), Decompression.standard());
    app.use(RateLimit.of(1_000_000_000, Duration.ofMinutes(1)), ConcurrencyLimit.of(1000));
    app.endpoints(new Api());
    OpenApi.of("Hostile", "1").on(app);
    app.files("/files", StaticFiles.of(folder).listing().precompressed().fallback("index.html"));
    app.get("/", request -> "hello " + request.queryNames());
    app.get("/number/{n:int}", request -> "" + request.pathInt("n"));
    app.get("/long/{n:long}", request -> "" + request.pathLong("n") + request.queryInt("a", 1));
    app.get("/id/{id:uuid}", request -> "" + request.pathUuid("id"));
    app.get("/{a}-{b}-{c}.html", request -> request.path("a") + request.path("c"));
    app.get("/slug/{slug:[a-z]+(?:-[a-z]+)*}", request -> request.path("slug"));
    app.get("/rest/{rest:path}", request -> request.path("rest"));
    app.get("/slash/", request -> request.path());
    app.get("/host", request -> request.host() + request.client() + request.scheme());
    app.post("/echo", request -> Response.json(Map.of("got", request.json(Object.class))));
    app.post("/text", request -> request.text());
    app.post("/form-data", request -> request.form().names().toString());
    app.post("/multipart", request -> request.multipart().files().toString());
    app.get("/events", request -> request.events(stream -> stream.send("" + stream.lastId())));
    app.mount(
        "/basic",
        part -> {
          part.use(BasicAuth.of((name, word) -> Optional.of(User.named(name))));
          part.get("/x", request -> "in");
        });
    app.mount(
        "/token",
        part -> {
          part.use(BearerAuth.of(Jwt.secret(SECRET.getBytes(UTF_8))));
          part.get("/x", request -> "in");
        });
    app.mount(
        "/secure",
        part -> {
          part.use(AllowedHosts.of("localhost", "*.b.example"), HttpsRedirect.standard());
          part.get("/x", request -> "in");
        });
    app.mount(
        "/session",
        part -> {
          part.use(Sessions.inCookie(SECRET).encrypted());
          part.use(Csrf.standard().withTokensInCookie(Secrets.of(SECRET)));
          part.get("/", request -> visited(request));
          part.post("/", request -> visited(request));
        });
    app.mount(
        "/stored",
        part -> {
          part.use(Sessions.stored(SessionStore.inMemory(1000)), Csrf.standard().withTokens());
          part.get("/", request -> visited(request) + Csrf.token(request).length());
          part.post("/", request -> visited(request));
        });
    app.mount(
        "/jdk",
        JdkHandlers.application(
            "/jdk",
            exchange -> {
              exchange.sendResponseHeaders(200, -1);
              exchange.close();
            }));
    app.host("*.b.example", part -> part.get("/host", request -> "its own"));
  }

  private static String visited(Request request) {
    Session session = Session.of(request);
    session.put("agent", request.header("X-Count").orElse(""));
    return session.names().toString();
  }

  @Test
  void nothingThatIsSentBecomes500(@TempDir Path folder) throws Exception {
    Files.writeString(folder.resolve("index.html"), "<p>hello".repeat(500));
    Files.writeString(folder.resolve("index.html.gz"), "x");
    Files.createDirectory(folder.resolve("sub"));
    long seed = Long.getLong("outrigger.hostile.seed", System.nanoTime());
    var random = new Random(seed);
    long end = System.nanoTime() + TIME.toNanos();
    try (var log = new Logged();
        TestClient client = TestClient.of(app -> configure(app, folder), backend)) {
      for (int count = 0; count < 1 || System.nanoTime() < end; count++) {
        TestRequest request = bent(random);
        TestResponse answer = client.send(request);
        assertThat(answer.status())
            .as("seed %d, request %d: %s %s", seed, count, described(request), answer.text())
            .isLessThan(500);
        assertThat(log.lines())
            .as("seed %d, request %d: %s", seed, count, described(request))
            .noneMatch(line -> line.startsWith("SEVERE"));
      }
    }
  }

  private static TestRequest bent(Random random) {
    String target = one(random, TARGETS);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = 1 + random.nextInt(target.length());
      int to = Math.min(target.length(), at + random.nextInt(3));
      target = target.substring(0, at) + one(random, PIECES) + target.substring(to);
    }
    boolean post = random.nextInt(3) > 0;
    String method = random.nextInt(20) == 0 ? one(random, METHODS) : post ? "POST" : "GET";
    if (!RequestTarget.isValid(method, target) || target.length() > 8000) {
      target = one(random, TARGETS);
    }
    TestRequest request = TestRequest.of(method, target);
    if (random.nextInt(5) > 0) {
      request = request.body(one(random, TYPES), body(random));
    }
    for (int i = random.nextInt(5); i > 0; i--) {
      String name = one(random, FIELDS);
      String value = value(random);
      if (!name.equals("Host") || Authority.isValid(value, 0, value.length())) {
        request = request.header(name, value);
      }
    }
    return request;
  }

  private static final List<String> METHODS =
      List.of("OPTIONS", "HEAD", "PUT", "DELETE", "PATCH", "get", "M-SEARCH", "TRACE");
  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=b",
          "text/plain");
  private static final List<String> BODIES =
      List.of(
          "{\"name\":\"a\",\"price\":1.5,\"at\":\"2026-01-01T00:00:00Z\",\"more\":[{}],"
              + "\"id\":\"00000000-0000-0000-0000-000000000001\"}",
          "mail=a@b.example&age=7&csrf=x",
          """
          --b
          Content-Disposition: form-data; name="file"; filename="a.txt"
          Content-Type: text/plain

          hello
          --b
          Content-Disposition: form-data; name="mail"

          a@b
          --b--
          """
              .replace("\n", "\r\n"),
          "plain text \u00e9");
  private static final List<String> SPLINTERS =
      List.of(
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "1e400",
          "-",
          "\\ud800",
          "\\u0000",
          "\u0000",
          "\r\n",
          "\r\n--b",
          "--b--",
          "\r\n\r\n",
          "%",
          "%ff",
          "&",
          "=",
          "+",
          "; filename*=UTF-8''x",
          "Content-Type: a/b; charset=x",
          "\ud83d\ude00",
          "99999999999999999999",
          "[".repeat(600),
          "\"a\":".repeat(50),
          "x=y&".repeat(1100),
          LONG);

  private static byte[] body(Random random) {
    if (random.nextInt(20) == 0) {
      byte[] noise = new byte[random.nextInt(200)];
      random.nextBytes(noise);
      return noise;
    }
    if (random.nextInt(20) == 0) {
      return HexFormat.of().parseHex(one(random, List.of("1f8b08", "789c", "28b52ffd04", "")));
    }
    String body = one(random, BODIES);
    for (int i = random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(body.length() + 1);
      int to = Math.min(body.length(), at + random.nextInt(8));
      body = body.substring(0, at) + one(random, SPLINTERS) + body.substring(to);
    }
    return body.getBytes(random.nextInt(10) == 0 ? StandardCharsets.ISO_8859_1 : UTF_8);
  }

  private static String value(Random random) {
    String value = one(random, VALUES);
    if (random.nextInt(3) == 0) {
      int at = random.nextInt(value.length() + 1);
      value = value.substring(0, at) + one(random, VALUES) + value.substring(at);
    }
    return value.strip();
  }

  private static <T> T one(Random random, List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private static String described(TestRequest request) {
    var fields = new ArrayList<String>();
    for (String name : request.headers().names()) {
      fields.add(name + "=" + request.headers().all(name));
    }
    return request + " " + fields + " " + Base64.getEncoder().encodeToString(request.body());
  }
}
