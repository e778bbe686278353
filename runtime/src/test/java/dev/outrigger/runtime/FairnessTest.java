package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class FairnessTest {
  private static final int MANY = 10_000;

  @Parameter TaskBackend backend;

  @Test
  void tenThousandTasksOfOneLoopEachGetTheirTurns() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(backend)) {
      AtomicIntegerArray turns = new AtomicIntegerArray(MANY);
      CountDownLatch open = new CountDownLatch(1);
      CompletableFuture<Boolean> all =
          one.start(() ->
              TaskGroup.run(group -> {
                for (int i = 0; i < MANY; i++) {
                  int me = i;
                  var _ = group.spawn("task", () -> takeTurns(turns, me, open));
                }
                return true;
              }));
      open.countDown();
      assertThat(within(all)).isTrue();
      for (int i = 0; i < MANY; i++) {
        assertThat(turns.get(i)).isEqualTo(3);
      }
    }
  }

  private static boolean takeTurns(AtomicIntegerArray turns, int me, CountDownLatch open)
      throws InterruptedException {
    turns.incrementAndGet(me);
    open.await();
    turns.incrementAndGet(me);
    Time.sleep(Duration.ZERO);
    return turns.incrementAndGet(me) == 3;
  }

  @Test
  void oneTaskThatYieldsForeverKeepsNoOtherFromRunning() throws Exception {
    try (OnOneLoop one = OnOneLoop.with(backend)) {
      AtomicBoolean enough = new AtomicBoolean();
      CompletableFuture<Boolean> greedy = one.start(() -> yieldUntil(enough));
      List<CompletableFuture<Integer>> others = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        int number = i;
        others.add(
            one.start(() -> {
              Thread.sleep(1);
              return number;
            }));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(within(others.get(i))).isEqualTo(i);
      }
      CompletableFuture<String> step = new CompletableFuture<>();
      one.loop().execute(() -> step.complete("a step of the loop"));
      assertThat(within(step)).isEqualTo("a step of the loop");
      assertThat(greedy).isNotDone();
      enough.set(true);
      assertThat(within(greedy)).isTrue();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // that is what is tried
  private static boolean yieldUntil(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread.yield();
    }
    return true;
  }
}
