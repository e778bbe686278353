package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Servers that are drained, one after the other, each at a drawn moment while clients visit it.
 *
 * @param rounds how many servers
 * @param clients how many clients visit each at once
 * @param longest a server is drained before it is this old
 */
public record DrainRounds(int rounds, int clients, Duration longest) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** What a client does; it fails if something that was accepted is lost. */
  public interface Visit {
    /**
     * Visits a server once, or as long as it listens.
     *
     * @param number which client it is, from 0
     * @throws ConnectException if nobody listens any more, which is how a client knows that it came
     *     too late
     */
    void to(InetSocketAddress server, int number, Random random) throws Exception;
  }

  public void run(TaskBackend backend, HttpHandler handler, Visit visit) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < rounds; round++) {
      String where = "seed " + seed + ", round " + round;
      try (Served served = Served.by(backend, handler)) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) {
          int number = i;
          Random own = new Random(random.nextLong());
          all.add(
              CompletableFuture.runAsync(
                  () -> visit(served.server().address(), number, own, visit),
                  Thread::startVirtualThread));
        }
        LockSupport.parkNanos(random.nextLong(longest.toNanos()));
        assertThat(served.server().stop(PATIENCE)).as(where).isTrue();
        for (CompletableFuture<Void> client : all) {
          assertThat(client).as(where).succeedsWithin(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
      }
    }
  }

  private static void visit(InetSocketAddress server, int number, Random random, Visit visit) {
    try {
      visit.to(server, number, random);
    } catch (ConnectException tooLate) {
      // Nobody has accepted it.
    } catch (Exception e) {
      throw new IllegalStateException("what was accepted is lost", e);
    }
  }
}
