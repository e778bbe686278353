package dev.outrigger.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The sentence that this project stands for, with generous bounds: clients and server share one JVM
 * here, and the machine may have other things to do.
 */
class LightBesideHeavyTest {
  private static final Duration BETWEEN_PINGS = Duration.ofMillis(5);
  private static final Duration ALWAYS_GOOD_ENOUGH = Duration.ofMillis(50);

  @Test
  void pingsStayQuickWhile64ClientsKeepEveryWorkerBusy() throws Exception {
    try (Demo demo = Demo.start(TaskBackend.best());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var warmUp = p99OfPings(demo, threads, 400);
      Duration idle = p99OfPings(demo, threads, 600);

      var busy = new AtomicBoolean(true);
      List<Future<Integer>> clients =
          IntStream.range(0, 64)
              .mapToObj(_ -> threads.submit(() -> keepAsking(demo, busy)))
              .toList();
      Demo.await("all workers are busy", () -> demo.pool().queued() >= 32);
      Duration loaded = p99OfPings(demo, threads, 600);
      busy.set(false);

      for (Future<Integer> client : clients) {
        assertThat(client.get()).isPositive();
      }
      Duration bound = Collections.max(List.of(idle.multipliedBy(10), ALWAYS_GOOD_ENOUGH));
      assertThat(loaded).as("idle %s, warming up %s", idle, warmUp).isLessThan(bound);
    }
  }

  /** Asks at fixed times, however late the answers are, so that a stall counts in full. */
  private static Duration p99OfPings(Demo demo, ExecutorService threads, int count)
      throws Exception {
    List<Future<Duration>> pings = new ArrayList<>();
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + i * BETWEEN_PINGS.toNanos();
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      pings.add(threads.submit(() -> ping(demo, due)));
    }
    List<Duration> times = new ArrayList<>();
    for (Future<Duration> ping : pings) {
      times.add(ping.get());
    }
    Collections.sort(times);
    return times.get(count * 99 / 100);
  }

  private static Duration ping(Demo demo, long due) throws Exception {
    assertThat(demo.get("/ping").body()).isEqualTo("pong");
    return Duration.ofNanos(System.nanoTime() - due);
  }

  private static int keepAsking(Demo demo, AtomicBoolean busy) throws Exception {
    int answers = 0;
    while (busy.get()) {
      assertThat(demo.get("/fib/35").body()).isEqualTo("9227465");
      answers++;
    }
    return answers;
  }
}
