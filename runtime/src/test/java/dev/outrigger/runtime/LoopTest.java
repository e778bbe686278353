package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopTest {

  @Test
  void aLoopCarriedTaskRunsOnItsLoopsOwnThreadBeforeAndAfterAWait() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.LOOP_CARRIED)) {
      String before = one.run(() -> Thread.currentThread().toString());
      String after =
          one.run(() -> {
            Thread.sleep(1);
            return Thread.currentThread().toString();
          });
      // A virtual thread prints its carrier behind the @.
      assertThat(before).startsWith("VirtualThread").endsWith("@test-loop-0");
      assertThat(after).endsWith("@test-loop-0");
    }
  }

  @Test
  void aPortableTaskRunsOnTheSchedulerOfTheJdk() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.PORTABLE)) {
      assertThat(one.run(() -> Thread.currentThread().toString())).contains("@ForkJoinPool");
    }
  }

  @Test
  void codeBetweenTwoWaitsIsAtomicAmongTheLoopCarriedTasksOfALoop() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.LOOP_CARRIED)) {
      int[] counter = new int[1];
      List<CompletableFuture<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        tasks.add(one.start(() -> countWithoutALock(counter)));
      }
      for (CompletableFuture<Integer> task : tasks) {
        within(task);
      }
      assertThat(counter[0]).isEqualTo(50_000);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // a yield is a wait here: it lets the next task run
  private static int countWithoutALock(int[] counter) {
    for (int i = 0; i < 1_000; i++) {
      counter[0]++;
      if (i % 100 == 0) {
        Thread.yield();
      }
    }
    return counter[0];
  }

  @Test
  void aTaskThatStillWaitsWhenItsLoopStopsComesToItsFinallyBlock() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch signal = new CountDownLatch(1);
    CompletableFuture<String> cleanedUp = new CompletableFuture<>();
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.LOOP_CARRIED)) {
      one.loop()
          .start(
              "waits",
              () -> {
                try {
                  waiting.countDown();
                  signal.await();
                } catch (InterruptedException e) {
                  cleanedUp.complete("interrupted");
                } finally {
                  cleanedUp.complete("cleaned up");
                }
              });
      waiting.await();
    }
    signal.countDown();
    assertThat(within(cleanedUp)).isEqualTo("cleaned up");
  }

  @Test
  void aSleepOfNothingLetsTheOthersOfItsLoopRun() throws Exception {
    List<String> order = new ArrayList<>();
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.LOOP_CARRIED)) {
      one.run(() ->
          TaskGroup.run(group -> {
            var _ =
                group.spawn(
                    "first",
                    () -> {
                      order.add("first");
                      Time.sleep(Duration.ZERO);
                      return order.add("first again");
                    });
            return group.spawn("second", () -> order.add("second")).join();
          }));
    }
    assertThat(order).containsExactly("first", "second", "first again");
  }

  @Test
  void aFailureThatNobodyWaitsForIsCounted() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(TaskBackend.best())) {
      one.loop()
          .start(
              "failing",
              () -> {
                throw new IllegalStateException("no luck");
              });
      Await.until(() -> one.loop().unobservedFailures() == 1);
    }
  }

  @Test
  void fewerThanOneLoopIsRefused() {
    assertThatThrownBy(() -> EventLoops.builder().count(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("at least one loop is needed, but count was 0");
  }
}
