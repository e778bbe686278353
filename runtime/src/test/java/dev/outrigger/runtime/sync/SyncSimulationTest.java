package dev.outrigger.runtime.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Simulation;
import dev.outrigger.runtime.Task;
import dev.outrigger.runtime.TaskGroup;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns and cancellations are drawn; what was promised holds in all of them. */
@Timeout(120)
class SyncSimulationTest {
  private static final int SEEDS = 1000;
  private static final Cancellation DRAWN = new Cancellation(Cancellation.Source.CALLER, "drawn");

  private interface Body {
    boolean run(Random random, TaskGroup group) throws Exception;
  }

  private static void inAllSeeds(Body body) throws Exception {
    for (int seed = 0; seed < SEEDS; seed++) {
      Random random = new Random(seed);
      boolean _ = Simulation.seeded(seed).loops(1 + seed % 2).run(group -> body.run(random, group));
    }
  }

  private static Duration some(Random random) {
    return Duration.ofMillis(random.nextInt(20));
  }

  @Test
  void aLimiterLetsInNoMoreThanItsTotalAndLosesNoPermit() throws Exception {
    inAllSeeds((random, group) -> {
      Limiter limiter = Limiter.of(2);
      int[] inside = new int[1];
      List<Task<Boolean>> guests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        guests.add(
            group.spread(
                "guest " + i,
                () -> {
                  Time.sleep(some(random));
                  return visit(limiter, inside, some(random));
                }));
      }
      for (Task<Boolean> guest : guests) {
        Time.sleep(some(random));
        if (random.nextInt(3) == 0) {
          guest.cancel(DRAWN);
        }
      }
      Time.sleep(Duration.ofSeconds(1));
      assertThat(limiter.statistics()).isEqualTo(new Limiter.Statistics(2, 0, 0));
      return true;
    });
  }

  private static boolean visit(Limiter limiter, int[] inside, Duration stay) throws Exception {
    return limiter.run(() -> {
      assertThat(++inside[0]).isLessThanOrEqualTo(2);
      try {
        Time.sleep(stay);
      } finally {
        inside[0]--;
      }
      return true;
    });
  }

  @Test
  void whoeverWaitsForAnEventIsWokenOrCancelledAndNobodyIsForgotten() throws Exception {
    inAllSeeds((random, group) -> {
      Event event = new Event();
      int[] woken = new int[1];
      List<Task<Integer>> waiting = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        waiting.add(
            group.spread(
                "waits " + i,
                () -> {
                  Time.sleep(some(random));
                  event.await();
                  return ++woken[0];
                }));
      }
      int cancelled = 0;
      for (Task<Integer> task : waiting) {
        Time.sleep(some(random));
        if (random.nextBoolean() && !task.isDone()) {
          task.cancel(DRAWN);
          cancelled++;
        } else if (random.nextInt(4) == 0) {
          event.set();
          event.reset();
        }
      }
      Time.sleep(Duration.ofSeconds(1));
      event.set();
      Time.sleep(Duration.ofSeconds(1));
      assertThat(waiting).allMatch(Task::isDone);
      assertThat(woken[0]).isGreaterThanOrEqualTo(waiting.size() - cancelled);
      assertThat(event.waiting()).isZero();
      return true;
    });
  }

  @Test
  void aTickerNeitherDriftsNorLosesATickHoweverLateItsTaskIs() throws Exception {
    inAllSeeds((random, _) -> {
      Ticker ticker = Ticker.every(Duration.ofMillis(10));
      long start = Time.now();
      long ticks = 0;
      for (int i = 0; i < 20; i++) {
        ticks += 1 + ticker.next();
        assertThat((Time.now() - start) / 10_000_000).isEqualTo(ticks);
        Time.sleep(Duration.ofMillis(random.nextInt(35)));
      }
      return true;
    });
  }

  @Test
  void aBroadcastReachesEachSubscriberInOrderOrEndsByItsDeadline() throws Exception {
    inAllSeeds((random, group) -> {
      Broadcast<Integer> numbers = new Broadcast<>();
      List<Task<Boolean>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Subscription<Integer> subscription = numbers.subscribe(2, WhenSlow.WAIT);
        readers.add(group.spawnOn(here().next(), "reader", () -> inOrder(subscription, random)));
      }
      for (int i = 0; i < 10; i++) {
        numbers.send(i);
      }
      numbers.close();
      for (Task<Boolean> reader : readers) {
        assertThat(reader.join()).isTrue();
      }
      assertThat(numbers.subscribers()).isZero();
      return true;
    });
  }

  private static Loop here() {
    return Loop.current().orElseThrow();
  }

  /** All ten, or those up to the moment when the reader had enough. */
  private static boolean inOrder(Subscription<Integer> subscription, Random random)
      throws Exception {
    int expected = 0;
    try (subscription) {
      Duration patience = Duration.ofMillis(1 + random.nextInt(200));
      expected =
          Scope.timeout(
              patience,
              () -> {
                int next = 0;
                for (var each = subscription.next(); each.isPresent(); each = subscription.next()) {
                  assertThat(each.get()).isEqualTo(next++);
                  Time.sleep(some(random));
                }
                return next;
              });
      return expected == 10;
    } catch (TimeoutException | CancelledException enough) {
      return true;
    }
  }
}
