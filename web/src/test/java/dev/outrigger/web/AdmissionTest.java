package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.TaskOptions;
import dev.outrigger.runtime.Scope;
import dev.outrigger.web.binding.Get;
import dev.outrigger.web.binding.InProcess;
import dev.outrigger.web.testclient.TestCall;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is refused before it costs anything. */
class AdmissionTest {

  /** What its workers do for requests by their own account. */
  static final class Computing {
    @Get("/brief")
    @InProcess
    static int brief() {
      return quick();
    }
  }

  @Test
  void workThatWouldNotBeginInTimeIsRefusedAtOnce() throws Exception {
    TaskOptions brief = TaskOptions.defaults().within(Duration.ofMillis(300));
    try (var _ = new Logged();
        TestClient client =
            TestClient.of(app -> {
              app.pool(pool -> pool.size(1));
              app.get("/slow", request -> request.offload(AdmissionTest::slow));
              app.get("/brief", request -> request.offload(brief, AdmissionTest::quick));
              app.get("/queued", request -> request.statistics().pool().orElseThrow().queued());
              app.mount(
                  "/endpoint",
                  part -> {
                    part.use(AdmissionTest::within300Millis);
                    part.endpoints(Computing.class);
                  });
            })) {
      // The pool learns how long this kind takes; with one behind another, the wait is known.
      assertThat(client.get("/slow").status()).isEqualTo(200);
      try (TestCall running = client.start(TestRequest.get("/slow"));
          TestCall waiting = client.start(TestRequest.get("/slow"))) {
        Eventually.holds("one waits", () -> client.get("/queued").text().equals("1"));
        expectRefused(client.get("/brief"));
        expectRefused(client.get("/endpoint/brief"));
        assertThat(running.status()).isEqualTo(200);
        assertThat(waiting.status()).isEqualTo(200);
      }
    }
  }

  private static Response within300Millis(Request request, Next next) throws Exception {
    return Scope.timeout(Duration.ofMillis(300), () -> next.handle(request));
  }

  private static void expectRefused(TestResponse answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(answer.text()).contains("The workers are busy: this would wait about");
  }

  @Test
  void aBodyAboveTheRoutesLimitIsRefusedBeforeTheHandlerRuns() throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.post("/", request -> request.bytes().length).bodyUpTo(10);
        })) {
      assertThat(client.send(TestRequest.post("/").text("0123456789")).text()).isEqualTo("10");
      TestResponse refused = client.send(TestRequest.post("/").text("0123456789a"));
      assertThat(refused.status()).isEqualTo(413);
      assertThat(refused.text()).contains("POST / takes up to 10 bytes");
    }
  }

  static int slow() throws InterruptedException {
    Thread.sleep(2_500);
    return 1;
  }

  static int quick() {
    return 1;
  }
}
