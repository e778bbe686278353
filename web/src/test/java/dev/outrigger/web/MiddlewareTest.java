package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What stands around handlers, and in which order. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class MiddlewareTest {
  private static final Attribute<String> USER = Attribute.named("user");

  @Parameter private TaskBackend backend;

  private static Middleware trace(String name) {
    return (request, next) -> next.handle(request).header("X-Trace", name);
  }

  @Test
  void theFirstIsTheOutermostAndThatOfARouteTheInnermost() throws Exception {
    try (var server =
        serve(app -> {
          app.get("/", _ -> "ok").use(trace("route"));
          app.use(trace("first"), trace("second"));
        })) {
      assertThat(server.get("/").headers().allValues("X-Trace"))
          .containsExactly("route", "second", "first");
    }
  }

  @Test
  void itStandsAroundFailuresToo() throws Exception {
    try (var _ = new Logged();
        var server =
            serve(app -> {
              app.use(trace("all"));
              app.get(
                  "/bug",
                  _ -> {
                    throw new IllegalStateException();
                  });
            })) {
      assertThat(server.get("/bug"))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(500))
          .satisfies(answer -> assertThat(answer.headers().allValues("X-Trace")).hasSize(1));
      assertThat(server.get("/nowhere").headers().firstValue("X-Trace")).contains("all");
      assertThat(server.send("POST", "/bug", "").headers().firstValue("X-Trace")).contains("all");
    }
  }

  @Test
  void itSeesWhatWasThrown() throws Exception {
    try (var _ = new Logged();
        var server =
            serve(app -> {
              app.use((request, next) -> {
                Response answer = next.handle(request);
                return answer.header("X-Failure", answer.failure().orElseThrow().toString());
              });
              app.get(
                  "/bug",
                  _ -> {
                    throw new IllegalStateException("inside");
                  });
            })) {
      assertThat(server.get("/bug").headers().firstValue("X-Failure"))
          .contains("java.lang.IllegalStateException: inside");
    }
  }

  @Test
  void itsOwnFailureIsAnsweredLikeThatOfAHandler() throws Exception {
    try (var server =
        serve(app -> {
          app.use((_, _) -> {
            throw Problem.of(401, "Who are you?");
          });
          app.get("/", _ -> "never");
        })) {
      assertThat(server.get("/"))
          .extracting(HttpResponse::statusCode, HttpResponse::body)
          .satisfies(parts -> assertThat(parts).element(0).isEqualTo(401))
          .satisfies(parts -> assertThat(parts.get(1).toString()).contains("Who are you?"));
    }
  }

  @Test
  void whatItAttachesReachesTheHandler() throws Exception {
    try (var server =
        serve(app -> {
          app.use((request, next) -> {
            request.attach(USER, "Ada");
            return next.handle(request);
          });
          app.get("/", request -> request.attribute(USER));
        })) {
      assertThat(server.get("/").body()).isEqualTo("Ada");
    }
  }

  @Test
  void itKnowsTheRouteBeforeTheHandlerRuns() throws Exception {
    try (var server =
        serve(app -> {
          app.use((request, next) ->
              next.handle(request)
                  .header("X-Route", request.route().map(RouteInfo::toString).orElse("none")));
          app.get("/users/{id:int}", request -> request.path("id"));
        })) {
      assertThat(server.get("/users/7").headers().firstValue("X-Route"))
          .isEqualTo(Optional.of("GET /users/{id:int}"));
      assertThat(server.get("/nowhere").headers().firstValue("X-Route")).contains("none");
    }
  }

  private TestServer serve(Application application) throws Exception {
    return TestServer.start(
        backend,
        1,
        app -> {
          app.withoutPool();
          application.configure(app);
        });
  }
}
