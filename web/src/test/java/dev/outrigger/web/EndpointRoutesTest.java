package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.Post;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about single methods of an object. */
@ParameterizedClass
@CsvSource({"LOOP_CARRIED, false", "LOOP_CARRIED, true", "PORTABLE, false", "PORTABLE, true"})
class EndpointRoutesTest {
  @Parameter(0)
  private TaskBackend backend;

  @Parameter(1)
  private boolean overSocket;

  record Note(String text) {}

  static class Notes {
    @Get("/notes/{id}")
    int byId(int id, Request request) {
      return request.url("note", java.util.Map.of("id", id)).length();
    }

    @Post("/notes")
    String add(Note note) {
      return note.text();
    }

    @Get("/late")
    String late() throws InterruptedException {
      Time.sleep(Duration.ofHours(1));
      return "never";
    }

    @Get("/a")
    String twice() {
      return "a";
    }

    @Get("/b/{n}")
    String over(int n) {
      return "b";
    }

    @Get("/b")
    String over() {
      return "b";
    }
  }

  private TestClient client() throws Exception {
    Application application =
        app -> {
          app.withoutPool();
          app.endpoints(
              new Notes(),
              routes -> {
                routes.of("byId").named("note");
                routes.of("add").bodyUpTo(30);
                routes.of("late").within(Duration.ofMillis(50));
                routes
                    .of("twice")
                    .use((request, next) -> next.handle(request).header("X-Around", "yes"));
                routes.all().forEach(route -> route.problems(418));
              });
        };
    return overSocket
        ? TestClient.overSocket(application, backend)
        : TestClient.of(application, backend);
  }

  @Test
  void eachHasWhatWasSaidOfIt() throws Exception {
    try (TestClient client = client()) {
      assertThat(client.get("/notes/7").text()).isEqualTo("8");
      assertThat(client.send(TestRequest.post("/notes").json(new Note("short"))).text())
          .isEqualTo("short");
      assertThat(client.send(TestRequest.post("/notes").json(new Note("x".repeat(50)))).status())
          .isEqualTo(413);
      assertThat(client.get("/late").status()).isEqualTo(504);
      assertThat(client.get("/a").header("X-Around")).contains("yes");
      assertThat(client.get("/b").header("X-Around")).isEmpty();
    }
  }

  @Test
  void theServerTellsItsRoutes() throws Exception {
    try (TestClient client = client()) {
      if (client.server().isPresent()) {
        assertThat(client.server().get().routes())
            .hasSize(6)
            .anySatisfy(route -> {
              assertThat(route.toString()).isEqualTo("GET /notes/{id}");
              assertThat(route.name()).contains("note");
            })
            .allSatisfy(route ->
                assertThat(route.operation().answers()).anyMatch(answer -> answer.status() == 418));
      }
    }
  }

  @Test
  void aMethodThatIsNotThereOrNotOneIsRefused() {
    assertThatThrownBy(() ->
            App.configured(
                app -> app.endpoints(new Notes(), routes -> routes.of("gone").problems(404))))
        .isInstanceOf(RouteException.class)
        .hasMessageStartingWith(
            "Notes.gone answers no route; there are [add, byId, late, over, twice]"
                + " (EndpointRoutesTest.java:");
    assertThatThrownBy(() ->
            App.configured(
                app -> app.endpoints(new Notes(), routes -> routes.of("over").problems(404))))
        .isInstanceOf(RouteException.class)
        .hasMessageStartingWith(
            "Notes.over answers several routes, [GET /b, GET /b/{n}]; choose among all()");
  }
}
