package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.binding.Delete;
import dev.outrigger.web.binding.FromCookie;
import dev.outrigger.web.binding.FromHeader;
import dev.outrigger.web.binding.FromPath;
import dev.outrigger.web.binding.FromQuery;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.binding.Route;
import dev.outrigger.web.binding.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods whose arguments are what a request holds. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class EndpointsTest {
  @Parameter TaskBackend backend;

  @SuppressWarnings("NullAway.Init")
  private static TestServer server;

  record Page(@Default("1") int page, @FromQuery("n") @Default("20") int size, Set<String> tags) {}

  record Item(String name, int count, List<Part> parts) {}

  record Part(String label, @Nullable String note, @Default("7") int weight) {}

  record Colour(String hex) {
    public static Colour parse(String text) {
      if (!text.startsWith("#")) {
        throw new IllegalArgumentException("a colour begins with #");
      }
      return new Colour(text);
    }
  }

  /** The endpoints. */
  public static class Shop {
    final String greeting;

    Shop(String greeting) {
      this.greeting = greeting;
    }

    @Get("/items/{id}")
    String item(int id, @Default("false") boolean details, Optional<String> q) {
      return greeting + id + details + q;
    }

    @Get("/search")
    public Map<String, Object> search(
        @FromQuery Page page, @FromHeader("X-Token") String token, @FromCookie Optional<UUID> id) {
      return Map.of("page", page, "token", token, "id", id.map(UUID::toString).orElse("none"));
    }

    @Get("/kinds")
    String kinds(
        DayOfWeek day,
        LocalDate date,
        Duration length,
        BigDecimal price,
        URI uri,
        Colour colour,
        List<Long> n,
        @Nullable Double d,
        char c) {
      return day
          + " "
          + date
          + " "
          + length
          + " "
          + price
          + " "
          + uri
          + " "
          + colour.hex()
          + " "
          + n
          + " "
          + d
          + " "
          + c;
    }

    @Post("/items")
    @Status(201)
    Item add(Item item) {
      return item;
    }

    @Post("/items/all")
    int addAll(List<Item> items) {
      return items.size();
    }

    @Post("/maybe")
    String maybe(Optional<Item> item) {
      return item.map(Item::name).orElse("none");
    }

    @Delete("/items/{id}")
    void remove(UUID id) {}

    @Route(method = "PURGE", path = "/cache/{key:path}")
    static boolean purge(@FromPath("key") String path, Request request, Scope scope) {
      return request.scope() == scope && path.equals("a/b");
    }

    @Get("/nothing")
    Optional<Item> nothing() {
      return Optional.empty();
    }

    @Get("/agent")
    String agent(@FromHeader String userAgent) {
      return userAgent;
    }
  }

  @BeforeParameterizedClassInvocation
  static void start(TaskBackend backend) throws Exception {
    server =
        TestServer.start(
            backend,
            1,
            app -> {
              app.withoutPool();
              app.endpoints(new Shop("item "));
              app.mount("/teams/{team}", part -> part.endpoints(new Teams()));
            });
  }

  /** Mounted. */
  static class Teams {
    @Get("/members/{n}")
    String member(String team, int n) {
      return team + n;
    }
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    server.close();
  }

  @Test
  void valuesComeFromPathAndQuery() throws Exception {
    assertThat(server.get("/items/7?q=x%20y&details=true").body())
        .isEqualTo("item 7trueOptional[x y]");
    assertThat(server.get("/items/7").body()).isEqualTo("item 7falseOptional.empty");
  }

  @Test
  void aRecordComesFromTheQueryAndOthersFromHeaderAndCookie() throws Exception {
    HttpResponse<String> answer =
        get(
            "/search?n=5&tags=a&tags=b",
            "X-Token",
            "t",
            "Cookie",
            "id=5b8a5a3c-5e1f-4d5e-9b8d-3c9a1a2b3c4d");
    assertThat(answer.body())
        .contains("\"page\":1", "\"size\":5", "[\"a\",\"b\"]", "\"token\":\"t\"", "5b8a5a3c-");
  }

  @Test
  void allSimpleKindsAreRead() throws Exception {
    assertThat(
            server
                .get(
                    "/kinds?day=MONDAY&date=2026-02-28&length=PT5S&price=1.50&uri=/a&colour=%23fff"
                        + "&n=1&n=2&c=x&d=")
                .body())
        .isEqualTo("MONDAY 2026-02-28 PT5S 1.50 /a #fff [1, 2] null x");
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws Exception {
    HttpResponse<String> answer =
        server.get(
            "/kinds?day=monday&date=2026-02-30&length=5&uri=%20&colour=red&n=x&n=2&d=NaN&c=");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.body())
        .contains(
            error("day", "\\\"monday\\\" is not one of [MONDAY, "),
            error("date", "\\\"2026-02-30\\\" is not a LocalDate"),
            error("length", "\\\"5\\\" is not a Duration"),
            error("price", "this is missing"),
            error("uri", "\\\" \\\" is not a URI"),
            error("colour", "a colour begins with #"),
            error("n", "\\\"x\\\" is not a whole number"),
            error("d", "\\\"NaN\\\" is not a number"),
            error("c", "this is missing"));
  }

  private static String error(String name, String detail) {
    return "{\"in\":\"query\",\"name\":\"" + name + "\",\"detail\":\"" + detail;
  }

  @Test
  void eachPlaceIsNamed() throws Exception {
    assertThat(get("/search?page=x", "Cookie", "id=7").body())
        .contains(
            error("page", "\\\"x\\\" is not"),
            "{\"in\":\"header\",\"name\":\"X-Token\",\"detail\":\"this is missing\"}",
            "{\"in\":\"cookie\",\"name\":\"id\",\"detail\":\"\\\"7\\\" is not a UUID\"}");
  }

  @ParameterizedTest
  @CsvSource({"/items/x,404", "/items/99999999999,404", "/items/1?details=maybe,422"})
  void aPathThatDoesNotFitIsOfNothing(String path, int status) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(status);
  }

  @Test
  void aRecordIsTheBody() throws Exception {
    HttpResponse<String> answer =
        post("/items", "{\"name\":\"a\",\"count\":2,\"parts\":[{\"label\":\"x\"}]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.body())
        .isEqualTo(
            "{\"name\":\"a\",\"count\":2,\"parts\":[{\"label\":\"x\",\"note\":null,\"weight\":7}]}");
  }

  @Test
  void allThatIsWrongInABodyIsToldAtOnce() throws Exception {
    HttpResponse<String> answer =
        post(
            "/items/all",
            "[{\"name\":null,\"count\":\"many\",\"parts\":[null,{\"label\":5,\"weight\":[]}]},{}]");
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(
            "\"pointer\":\"#/0/name\"",
            "\"pointer\":\"#/0/count\"",
            "\"pointer\":\"#/0/parts/0\"",
            "\"pointer\":\"#/0/parts/1/weight\"",
            "\"pointer\":\"#/1/name\",\"detail\":\"this is missing\"",
            "\"pointer\":\"#/1/count\",\"detail\":\"this is missing\"",
            "\"pointer\":\"#/1/parts\",\"detail\":\"this is missing\"");
  }

  @Test
  void aBodyMayBeOptional() throws Exception {
    assertThat(server.send("POST", "/maybe", "").body()).isEqualTo("none");
    assertThat(post("/maybe", "{\"name\":\"a\",\"count\":1,\"parts\":[]}").body()).isEqualTo("a");
  }

  @Test
  void nothingIsAnAnswer() throws Exception {
    UUID id = UUID.randomUUID();
    assertThat(server.send("DELETE", "/items/" + id, "").statusCode()).isEqualTo(204);
    assertThat(server.get("/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void anyMethodOfHttpAndAnyPartOfTheRequestIsHad() throws Exception {
    assertThat(server.send("PURGE", "/cache/a/b", "").body()).isEqualTo("true");
    assertThat(get("/agent", "User-Agent", "me").body()).isEqualTo("me");
  }

  @Test
  void mountsHaveEndpointsWithTheNamesOfTheirPrefix() throws Exception {
    assertThat(server.get("/teams/red/members/3").body()).isEqualTo("red3");
  }

  private static HttpResponse<String> post(String path, String json)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder()
            .POST(BodyPublishers.ofString(json))
            .header("Content-Type", "application/json"),
        path);
  }

  private static HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder().headers(headers), path);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request, String path)
      throws IOException, InterruptedException {
    return server
        .client()
        .send(
            request.uri(URI.create(server.server().uri() + path.substring(1))).build(),
            BodyHandlers.ofString());
  }
}
