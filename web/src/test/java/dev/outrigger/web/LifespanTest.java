package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What an application opens and closes around its requests, and does behind their answers. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
class LifespanTest {
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Parameter private TaskBackend backend;

  private StartHook opens(String name) {
    return () -> {
      events.add("open " + name);
      return () -> events.add("close " + name);
    };
  }

  @Test
  void hooksOpenInOrderAndCloseInReverseAroundAllRequests() throws Exception {
    try (var server =
        serve(app -> {
          app.onStart(opens("a")).onStart(opens("b"));
          app.mount("/part", part -> part.onStart(opens("mounted")));
          app.onReady(ready -> events.add("ready " + ready.uri().getScheme()));
          app.get("/", _ -> events.add("request"));
        })) {
      server.get("/");
    }
    assertThat(events)
        .containsExactly(
            "open a",
            "open b",
            "open mounted",
            "ready http",
            "request",
            "close mounted",
            "close b",
            "close a");
  }

  @Test
  void aHookThatFailsClosesWhatOthersHaveOpened() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            serve(app ->
                app.onStart(opens("a"))
                    .onStart(() -> {
                      throw new IllegalStateException("no database");
                    })
                    .onStart(opens("never"))))
        .withMessage("no database");
    assertThat(events).containsExactly("open a", "close a");
  }

  @Test
  void whatComesAfterwardsRunsBehindTheAnswer() throws Exception {
    var mayGo = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    try (var server =
        serve(app ->
            app.get(
                "/",
                _ ->
                    Response.text("answer")
                        .afterwards(() -> await(mayGo))
                        .afterwards(done::countDown)))) {
      assertThat(server.get("/").body()).isEqualTo("answer");
      assertThat(done.getCount()).isOne();
      mayGo.countDown();
      done.await();
    }
  }

  @Test
  void aFailureAfterwardsIsLoggedAndTheNextStillRuns() throws Exception {
    var done = new CountDownLatch(1);
    try (var log = new Logged();
        var server =
            serve(app ->
                app.get(
                    "/",
                    _ ->
                        Response.text("answer")
                            .afterwards(() -> {
                              throw new IllegalStateException("mail");
                            })
                            .afterwards(done::countDown)))) {
      assertThat(server.get("/").body()).isEqualTo("answer");
      done.await();
      assertThat(log.lines())
          .anyMatch(line -> line.startsWith("SEVERE What was to be done after GET / failed"));
    }
  }

  @Test
  void stoppingWaitsForWhatComesAfterwards() throws Exception {
    var mayGo = new CountDownLatch(1);
    var server =
        serve(app ->
            app.get(
                "/",
                _ ->
                    Response.text("answer")
                        .afterwards(() -> {
                          await(mayGo);
                          events.add("done");
                        })));
    HttpResponse<String> answer = server.get("/");
    assertThat(answer.body()).isEqualTo("answer");
    var stopped = CompletableFuture.supplyAsync(() -> server.server().stop(Duration.ofSeconds(20)));
    mayGo.countDown();
    assertThat(stopped.join()).isTrue();
    assertThat(events).containsExactly("done");
    server.close();
  }

  @Test
  void whatComesAfterwardsIsCancelledWhenTheTimeIsUp() throws Exception {
    var begun = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var _ = new Logged();
        var server =
            serve(app ->
                app.get(
                    "/",
                    _ ->
                        Response.text("answer")
                            .afterwards(() -> {
                              begun.countDown();
                              try {
                                await(new CountDownLatch(1));
                              } finally {
                                assertThat(Scope.current().orElseThrow().isCancelled()).isTrue();
                                ended.countDown();
                              }
                            })))) {
      server.get("/");
      begun.await();
      assertThat(server.server().stop(Duration.ofMillis(20))).isFalse();
      ended.await();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
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
