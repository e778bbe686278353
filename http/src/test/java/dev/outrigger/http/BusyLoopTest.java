package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The server ends while a loop of it has no time. */
@ExtendWith(NoLeaks.class)
class BusyLoopTest {
  private static final int CLIENTS = 64;

  private final CountDownLatch busy = new CountDownLatch(1);
  private final AtomicBoolean mayEnd = new AtomicBoolean();

  private HttpResponse spin(HttpRequest request) {
    busy.countDown();
    while (!mayEnd.get()) {
      Thread.onSpinWait();
    }
    return HttpResponse.text(200, request.path());
  }

  @Test
  void closingReturnsThoughALoopNeverAnswers() throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, this::spin);
        RawClient client = served.client()) {
      client.get("/");
      busy.await();
      long before = System.nanoTime();
      try {
        served.server().close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        assertThat(logged.records())
            .singleElement()
            .satisfies(line -> assertThat(LoggedLines.text(line)).contains("test-loop-0"));
      } finally {
        mayEnd.set(true);
      }
    }
  }

  @Test
  void whoConnectedWhileTheLoopWasBusyIsAnsweredAllTheSame() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    try (EventLoops loops = EventLoops.builder().count(1).start();
        HttpServer server =
            HttpServer.builder(loops, request -> HttpResponse.text(200, "ok")).start()) {
      loops
          .loop(0)
          .execute(() -> {
            busy.countDown();
            while (!mayEnd.get()) {
              Thread.onSpinWait();
            }
          });
      busy.await();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(new RawClient(server.address()).get("/"));
      }
      CompletableFuture<Boolean> clean = new CompletableFuture<>();
      Thread draining =
          Thread.ofPlatform().start(() -> clean.complete(server.stop(Duration.ofSeconds(30))));
      // It waits for something: for the loop, then.
      Served.until(() -> draining.getState() == Thread.State.TIMED_WAITING);
      mayEnd.set(true);
      for (RawClient client : clients) {
        assertThat(client.read().body()).isEqualTo("ok");
        client.leave();
      }
      assertThat(clean.get(30, TimeUnit.SECONDS)).isTrue();
      assertThat(server.statistics().connectionsAccepted()).isEqualTo(CLIENTS);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }
}
