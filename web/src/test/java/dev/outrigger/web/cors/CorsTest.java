package dev.outrigger.web.cors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.RawServer;
import dev.outrigger.web.RawServer.Answer;
import dev.outrigger.web.Response;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What browsers are told about pages of other origins. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class CorsTest {
  private static final String ORIGIN = "Access-Control-Allow-Origin";
  private static final String CREDENTIALS = "Access-Control-Allow-Credentials";
  private static final String APP = "Origin: https://app.example";

  @Parameter private TaskBackend backend;

  private RawServer serve(Cors cors) throws Exception {
    return serve(app -> {
      app.use(cors);
      app.get("/", _ -> "ok");
      app.delete("/", _ -> "gone");
    });
  }

  private RawServer serve(Application application) throws Exception {
    return RawServer.start(backend, application);
  }

  private static Answer ask(RawServer server, String origin, String method, String... more)
      throws Exception {
    String[] fields = java.util.Arrays.copyOf(more, more.length + 2);
    fields[more.length] = "Origin: " + origin;
    fields[more.length + 1] = "Access-Control-Request-Method: " + method;
    return server.send("OPTIONS", "/", "", fields);
  }

  @Test
  void anAllowedOriginReadsAndAnotherDoesNot() throws Exception {
    try (var server = serve(Cors.allowing("https://app.example"))) {
      Answer allowed = server.get("/", APP);
      assertThat(allowed.all(ORIGIN)).containsExactly("https://app.example");
      assertThat(allowed.all(CREDENTIALS)).isEmpty();
      assertThat(allowed.all("Vary")).containsExactly("Origin");
      Answer other = server.get("/", "Origin: https://evil.example");
      assertThat(other.body()).isEqualTo("ok");
      assertThat(other.fields()).noneMatch(field -> field.startsWith("Access-Control"));
      assertThat(other.all("Vary")).containsExactly("Origin");
      assertThat(server.get("/").all("Vary")).containsExactly("Origin");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example.com, true",
    "https://a.b.example.com, true",
    "https://example.com, false",
    "https://evilexample.com, false",
    "https://a.example.com.evil.example, false",
    "http://a.example.com, false",
    "https://a.example.com:8443, false",
    "https://a.example.com/, false",
    "null, false",
    "'', false",
    "'https://a.example.com https://a.example.com', false"
  })
  void aStarStandsForAllBelowAHost(String origin, boolean allowed) throws Exception {
    try (var server = serve(Cors.allowing("https://*.example.com"))) {
      Answer answer = server.get("/", "Origin: " + origin);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.first(ORIGIN).isPresent()).isEqualTo(allowed);
    }
  }

  @Test
  void anyOriginIsToldByAStarAndMayBeCached() throws Exception {
    try (var server = serve(Cors.allowing("*"))) {
      Answer answer = server.get("/", APP);
      assertThat(answer.first(ORIGIN)).contains("*");
      assertThat(answer.all("Vary")).isEmpty();
    }
  }

  @Test
  void aPreflightIsAnsweredWithoutARoute() throws Exception {
    var cors =
        Cors.allowing("https://app.example")
            .methods("DELETE")
            .headers("Content-Type", "Authorization")
            .credentials()
            .maxAge(Duration.ofMinutes(10));
    try (var server = serve(cors)) {
      Answer answer = ask(server, "https://app.example", "DELETE");
      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.first(ORIGIN)).contains("https://app.example");
      assertThat(answer.first(CREDENTIALS)).contains("true");
      assertThat(answer.first("Access-Control-Allow-Methods")).contains("GET, HEAD, POST, DELETE");
      assertThat(answer.first("Access-Control-Allow-Headers"))
          .contains("Content-Type, Authorization");
      assertThat(answer.first("Access-Control-Max-Age")).contains("600");
      assertThat(String.join(", ", answer.all("Vary")))
          .isEqualTo("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
    }
  }

  @Test
  void aPreflightOfAnotherOriginIsRefused() throws Exception {
    try (var server = serve(Cors.allowing("https://app.example").methods("DELETE"))) {
      Answer answer = ask(server, "https://evil.example", "DELETE");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("https://evil.example");
      assertThat(answer.fields()).noneMatch(field -> field.startsWith("Access-Control"));
      assertThat(answer.all("Vary")).containsExactly("Origin");
    }
  }

  @Test
  void aPreflightReachesNoHandlerAndOtherOptionsDo() throws Exception {
    try (var server =
        serve(app -> {
          app.use(Cors.allowing("https://app.example"));
          app.route("OPTIONS", "/", _ -> "options");
        })) {
      assertThat(ask(server, "https://app.example", "PUT").body()).isEmpty();
      assertThat(server.send("OPTIONS", "/", "", APP).body()).isEqualTo("options");
    }
  }

  @Test
  void aMountHasCorsOfItsOwn() throws Exception {
    try (var server =
        serve(app -> {
          app.get("/", _ -> "closed");
          app.mount(
              "/api",
              api -> {
                api.use(Cors.allowing("*").methods("PUT"));
                api.put("/thing", _ -> "put");
              });
        })) {
      Answer inside =
          server.send("OPTIONS", "/api/thing", "", APP, "Access-Control-Request-Method: PUT");
      assertThat(inside.first("Access-Control-Allow-Methods")).contains("GET, HEAD, POST, PUT");
      assertThat(ask(server, "https://app.example", "GET").all(ORIGIN)).isEmpty();
    }
  }

  @Test
  void anyHeadersAreThoseThatWereAskedForIfTheyAreNames() throws Exception {
    try (var server = serve(Cors.allowing("https://app.example").anyHeaders())) {
      Answer answer =
          ask(
              server,
              "https://app.example",
              "GET",
              "Access-Control-Request-Headers: x-a,, b c, X-B , \"q\"");
      assertThat(answer.first("Access-Control-Allow-Headers")).contains("x-a, X-B");
      Answer long_ =
          ask(
              server,
              "https://app.example",
              "GET",
              "Access-Control-Request-Headers: " + "x".repeat(3000));
      assertThat(long_.status()).isEqualTo(204);
      assertThat(long_.first("Access-Control-Allow-Headers")).isEmpty();
    }
  }

  @Test
  void aPrivateNetworkIsOpenedOnlyWhereThatWasSaid() throws Exception {
    String asked = "Access-Control-Request-Private-Network: true";
    String granted = "Access-Control-Allow-Private-Network";
    try (var open = serve(Cors.allowing("https://app.example").privateNetwork());
        var shut = serve(Cors.allowing("https://app.example"))) {
      assertThat(ask(open, "https://app.example", "GET", asked).first(granted)).contains("true");
      assertThat(ask(open, "https://app.example", "GET").first(granted)).isEmpty();
      assertThat(ask(shut, "https://app.example", "GET", asked).first(granted)).isEmpty();
    }
  }

  @Test
  void theOriginNullIsAllowedOnlyWhereThatWasSaid() throws Exception {
    try (var server = serve(Cors.allowing("https://app.example").nullOrigin())) {
      assertThat(server.get("/", "Origin: null").first(ORIGIN)).contains("null");
    }
  }

  @Test
  void failedAnswersCanBeReadToo() throws Exception {
    try (var server =
        serve(app -> {
          app.use(Cors.allowing("https://app.example").exposing("X-Request-ID"));
          app.get(
              "/",
              _ -> {
                throw Problem.conflict("no");
              });
          app.get("/own", _ -> Response.text("x").header(ORIGIN, "*"));
        })) {
      Answer answer = server.get("/", APP);
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.first(ORIGIN)).contains("https://app.example");
      assertThat(answer.first("Access-Control-Expose-Headers")).contains("X-Request-ID");
      assertThat(server.get("/nowhere", APP).first(ORIGIN)).contains("https://app.example");
      assertThat(server.get("/own", APP).all(ORIGIN)).containsExactly("https://app.example");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\u00e9\u00ff", "https://app.example\t", "https://app.example:0443", "\"", "://"})
  void originsThatAreNoneAreNotAllowed(String origin) throws Exception {
    try (var server = serve(Cors.allowing("https://app.example", "https://*.b.example"))) {
      Answer answer = server.get("/", "Origin: x" + origin);
      assertThat(answer.status()).isLessThan(500);
      assertThat(answer.all(ORIGIN)).isEmpty();
      assertThat(ask(server, "x" + origin, "GET").status()).isBetween(400, 499);
    }
  }
}
