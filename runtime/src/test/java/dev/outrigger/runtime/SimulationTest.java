package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SimulationTest {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void timeJumpsToTheEndOfASleep() throws Exception {
    long slept =
        Simulation.inOrder()
            .run(_ -> {
              long before = Time.now();
              Time.sleep(HOUR);
              return Time.now() - before;
            });
    assertThat(slept).isEqualTo(HOUR.toNanos());
  }

  @Test
  void aDeadlineStrikesAtItsMoment() throws Exception {
    long end =
        Simulation.inOrder()
            .run(_ -> {
              assertThatThrownBy(() ->
                      Scope.timeout(
                          HOUR,
                          () -> {
                            Time.sleep(HOUR.plusNanos(1));
                            return true;
                          }))
                  .isInstanceOf(TimeoutException.class);
              return Time.now();
            });
    assertThat(end).isEqualTo(HOUR.toNanos());
  }

  @Test
  void aSleepThatEndsJustBeforeTheDeadlineIsInTime() throws Exception {
    String outcome =
        Simulation.inOrder()
            .run(_ ->
                Scope.timeout(
                    HOUR,
                    () -> {
                      Time.sleep(HOUR.minusNanos(1));
                      return "in time";
                    }));
    assertThat(outcome).isEqualTo("in time");
  }

  @Test
  void withoutASeedEachTaskHasItsTurn() throws Exception {
    assertThat(order(Simulation.inOrder())).containsExactly(0, 1, 2, 3, 4);
  }

  @Test
  void aSeedDrawsAnOrderAndDrawsItAgain() throws Exception {
    Set<List<Integer>> orders = new HashSet<>();
    for (int seed = 0; seed < 20; seed++) {
      List<Integer> order = order(Simulation.seeded(seed));
      assertThat(order(Simulation.seeded(seed))).as("seed " + seed).isEqualTo(order);
      orders.add(order);
    }
    assertThat(orders).hasSizeGreaterThan(10);
  }

  private static List<Integer> order(Simulation simulation) throws Exception {
    List<Integer> order = new ArrayList<>();
    simulation.run(group -> {
      for (int i = 0; i < 5; i++) {
        int number = i;
        var _ = group.spawn("task " + i, () -> order.add(number));
      }
      return true;
    });
    return order;
  }

  @Test
  void someSeedFindsARaceAndItsNumberIsTold() {
    assertThatThrownBy(() -> Simulation.forSeeds(100, SimulationTest::lostUpdate))
        .isInstanceOf(AssertionError.class)
        .satisfies(e ->
            assertThat(e.getSuppressed()[0])
                .hasMessageMatching("seen in Simulation.seeded\\(\\d+\\), which replays it"));
  }

  private static boolean lostUpdate(TaskGroup group) throws Exception {
    int[] counter = new int[1];
    List<Task<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      tasks.add(
          group.spawn(
              "adds one",
              () -> {
                int before = counter[0];
                Time.sleep(Duration.ZERO);
                counter[0] = before + 1;
                return before;
              }));
    }
    for (Task<Integer> task : tasks) {
      task.join();
    }
    assertThat(counter[0]).isEqualTo(2);
    return true;
  }

  @Test
  void tasksMayLiveOnSeveralLoops() throws Exception {
    Set<String> loops = new HashSet<>();
    Simulation.seeded(1)
        .loops(3)
        .run(group -> {
          for (int i = 0; i < 6; i++) {
            var _ = group.spread("task", () -> loops.add(Loop.current().orElseThrow().name()));
          }
          return true;
        });
    assertThat(loops).containsExactlyInAnyOrder("simulated-0", "simulated-1", "simulated-2");
  }

  @Test
  void aThreadOutsideIsWaitedForWhereTimeCouldNotHelp() throws Exception {
    String answer = Simulation.inOrder().run(_ -> Blocking.call(() -> "from outside"));
    assertThat(answer).isEqualTo("from outside");
  }

  @Test
  void timeDoesNotJumpWhileAThreadOutsideIsWaitedFor() throws Exception {
    String answer =
        Simulation.inOrder()
            .waitingForOthers(Duration.ofSeconds(20))
            .run(_ -> Scope.timeout(HOUR, () -> Blocking.call(() -> "from outside")));
    assertThat(answer).isEqualTo("from outside");
  }

  @Test
  void tasksThatWaitForEverAreShown() {
    assertThatThrownBy(() ->
            Simulation.inOrder()
                .run(group ->
                    group
                        .spawn(
                            "forgotten",
                            () -> {
                              new CountDownLatch(1).await();
                              return true;
                            })
                        .join()))
        .isInstanceOf(StalledException.class)
        .hasMessageContaining("forgotten: waiting for 0 ms");
  }

  private static void assertStalls(TaskGroup.Body<?> body, String shown) {
    assertThatThrownBy(
            () -> new SimulationRun(Simulation.inOrder(), Duration.ofMillis(50)).run(body))
        .isInstanceOf(StalledException.class)
        .hasMessageContaining(shown);
  }

  private static boolean lockBoth(Lock first, Lock second) throws InterruptedException {
    first.lock();
    Time.sleep(Duration.ofMillis(1));
    second.lock();
    return true;
  }

  @Test
  void tasksThatWaitForEachOthersLocksAreShownThoughTheyHearNoCancellation() {
    Lock one = new ReentrantLock();
    Lock other = new ReentrantLock();
    assertStalls(
        group -> {
          var _ = group.spawn("one-first", () -> lockBoth(one, other));
          var _ = group.spawn("other-first", () -> lockBoth(other, one));
          return true;
        },
        "one-first: waiting for 0 ms");
  }

  @Test
  void aCancelledTaskThatWaitsForEverIsShown() {
    CompletableFuture<Boolean> never = new CompletableFuture<>();
    assertStalls(_ -> Scope.timeout(HOUR, never::join), "main: waiting for 0 ms");
  }

  @Test
  void aCancelledTaskMayWaitForATimeFarAhead() throws Exception {
    CompletableFuture<String> late = new CompletableFuture<>();
    String result =
        Simulation.inOrder()
            .run(group -> {
              var _ =
                  group.spawn(
                      "completes",
                      () -> {
                        Time.sleep(HOUR);
                        return late.complete("late");
                      });
              return Scope.timeout(Duration.ofSeconds(1), late::join);
            });
    assertThat(result).isEqualTo("late");
  }

  @Test
  void aSimulatedLoopHasNoSockets() {
    assertThatThrownBy(
            () -> Simulation.inOrder().run(_ -> Loop.current().orElseThrow().netty().inEventLoop()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("simulated-0 is a simulated loop and has no sockets; start EventLoops for I/O");
  }
}
