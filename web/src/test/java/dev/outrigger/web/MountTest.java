package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications inside of applications, hosts, slashes, and addresses of named routes. */
class MountTest {
  private static Middleware mark(String value) {
    return (request, next) -> next.handle(request).header("X-Mark", value);
  }

  @Test
  void whatIsMountedHasThePrefixAndItsOwnMiddlewareInsideOfTheOuter() throws Exception {
    try (var server =
        serve(app -> {
          app.use(mark("outer"));
          app.get("/", _ -> "root");
          app.mount(
              "/teams/{team}",
              teams -> {
                teams.use(mark("inner"));
                teams.get("/", request -> request.path("team"));
                teams.get("/{n:int}", request -> request.path("team") + request.pathInt("n"));
              });
        })) {
      assertThat(server.get("/teams/red").body()).isEqualTo("red");
      assertThat(server.get("/teams/red/4").body()).isEqualTo("red4");
      assertThat(server.get("/teams/red/4").headers().allValues("X-Mark"))
          .containsExactly("inner", "outer");
      assertThat(server.get("/").headers().allValues("X-Mark")).containsExactly("outer");
    }
  }

  @Test
  void aMissBelowAPrefixMeetsTheMiddlewareOfTheMount() throws Exception {
    try (var server =
        serve(app ->
            app.mount(
                "/api",
                api -> {
                  api.use(mark("api"));
                  api.get("/a", _ -> "a");
                }))) {
      assertThat(server.get("/api/nothing").headers().firstValue("X-Mark")).contains("api");
      assertThat(server.get("/apis").headers().firstValue("X-Mark")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/teams/red/nothing, team",
    "/teams/red/, team",
    "/teams/red/7/nothing, number",
    "/teams/red/x/nothing, team",
    "/teams, root",
    "/teams/%zz/nothing, root"
  })
  void aMissBelowAPrefixWithParametersMeetsTheMiddlewareOfTheMount(String path, String mark)
      throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.use(mark("root"));
          app.mount("/teams/{team}", team -> team.use(mark("team")));
          app.mount("/teams/{team}/{n:int}", number -> number.use(mark("number")));
        })) {
      assertThat(client.get(path).header("X-Mark")).contains(mark);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a.example.org, below",
    "A.B.example.org:8080, below",
    "example.org, root",
    "api.example.org, api"
  })
  void aMissOnAHostMeetsTheMiddlewareOfTheHost(String host, String mark) throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.use(mark("root"));
          app.host("*.example.org", below -> below.use(mark("below")));
          app.host("api.example.org", api -> api.use(mark("api")));
        })) {
      var request = TestRequest.get("/nothing").header("Host", host);
      assertThat(client.send(request).header("X-Mark")).contains(mark);
    }
  }

  @Test
  void ofTwoMountsAtOnePlaceTheFirstIsAroundWhatNeitherHas() throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.mount("/api", first -> first.use(mark("first")));
          app.mount("/api", second -> second.use(mark("second")));
        })) {
      assertThat(client.get("/api/nothing").header("X-Mark")).contains("first");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "api.example.com, api",
    "API.example.com:8080, api",
    "a.b.example.org, below",
    "example.org, any",
    "other, any"
  })
  void aHostHasRoutesOfItsOwn(String host, String answer) throws Exception {
    Site site =
        App.configured(app -> {
          app.get("/", _ -> "").named("any");
          app.get("/shared", _ -> "").named("shared");
          app.host("api.example.com", api -> api.get("/", _ -> "").named("api"));
          app.host("*.example.org", below -> below.get("/", _ -> "").named("below"));
        });
    assertThat(routeOf(site, host, "/")).isEqualTo(answer);
    assertThat(routeOf(site, host, "/shared")).isEqualTo("shared");
  }

  @Test
  void aHostThatIsTooLongForANameIsNotLookedFor() throws Exception {
    Site site =
        App.configured(app -> {
          app.get("/", _ -> "").named("any");
          app.host("*.example.org", below -> below.get("/", _ -> "").named("below"));
        });
    assertThat(routeOf(site, "a.".repeat(100) + "example.org", "/")).isEqualTo("below");
    assertThat(routeOf(site, "a.".repeat(7000) + "example.org", "/")).isEqualTo("any");
  }

  private static String routeOf(Site site, String host, String path) {
    var match = (Lookup.Match<Endpoint>) site.find(Hosts.nameIn(host), "GET", path);
    return match.route().handler().info().name().orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b", "a:80", "*", "a.*.b"})
  void whatIsNoHostIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> App.configured(app -> app.host(name, _ -> {})))
        .withMessageContaining("\"" + name + "\" is no host")
        .withMessageContaining("(MountTest.java:");
  }

  @Test
  void aSlashTooMuchOrTooFewIsRedirectedWithTheQuery() throws Exception {
    try (var server =
        serve(app -> {
          app.get("/list", _ -> "list");
          app.get("/folder/", _ -> "folder");
        })) {
      var answer = server.get("/list/?a=b");
      assertThat(answer.statusCode()).isEqualTo(308);
      assertThat(answer.headers().firstValue("Location")).contains("/list?a=b");
      assertThat(server.get("/folder").headers().firstValue("Location")).contains("/folder/");
      assertThat(server.get("/none/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aQueryThatIsNoUriIsRedirectedAsItCame() throws Exception {
    try (var client =
        TestClient.of(app -> {
          app.withoutPool();
          app.get("/list", _ -> "list");
        })) {
      assertThat(client.get("/list/?a=|").header("Location")).contains("/list?a=|");
    }
  }

  @Test
  void slashesMayBeIgnoredOrTakenStrictly() throws Exception {
    try (var server =
        serve(app -> {
          app.slashes(Slashes.IGNORE);
          app.get("/list", _ -> "list");
        })) {
      assertThat(server.get("/list/").body()).isEqualTo("list");
    }
    try (var server =
        serve(app -> {
          app.slashes(Slashes.STRICT);
          app.get("/list", _ -> "list");
        })) {
      assertThat(server.get("/list/").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aNamedRouteHasAnAddressThatLeadsBackToIt() throws Exception {
    try (var server =
        serve(app -> {
          app.mount(
              "/users",
              users -> users.get("/{name}/{n:int}.{kind}", r -> r.path("name")).named("user"));
          app.get(
              "/", request -> request.url("user", Map.of("name", "a/b ü", "n", 3, "kind", "html")));
        })) {
      String url = server.get("/").body();
      assertThat(url).isEqualTo("/users/a%2Fb%20%C3%BC/3.html");
      assertThat(server.get(url).body()).isEqualTo("a/b ü");
    }
  }

  @Test
  void valuesThatDoNotFitANamedRouteAreRefused() throws Exception {
    Site site = App.configured(app -> app.get("/users/{id:int}", _ -> "").named("user"));
    for (Map<String, ?> values :
        List.<Map<String, ?>>of(Map.of(), Map.of("id", "x"), Map.of("id", 1, "more", 2))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> site.urls().of("user", values))
          .withMessageContaining("/users/{id:int}");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> site.urls().of("nobody", Map.of()))
        .withMessage("No route is named \"nobody\"; there are [user]");
  }

  @Test
  void aNameBelongsToOneRoute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            App.configured(app -> {
              app.get("/a", _ -> "").named("x");
              app.get("/b", _ -> "").named("x");
            }))
        .withMessageStartingWith("The name \"x\" of route GET /b is that of GET /a");
  }

  private static TestServer serve(Application application) throws Exception {
    return TestServer.start(
        TaskBackend.best(),
        1,
        app -> {
          app.withoutPool();
          application.configure(app);
        });
  }
}
