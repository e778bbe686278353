package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPython's test_queues says of queues, of those of the JDK in tasks that are cancelled. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioQueuesTest {
  private static final Cancellation ENOUGH = new Cancellation(Cancellation.Source.CALLER, "enough");

  @Parameter TaskBackend backend;

  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  private static boolean put(BlockingQueue<Integer> queue, int item) throws InterruptedException {
    queue.put(item);
    return true;
  }

  @Test
  void whoFindsNothingWaitsAndItsLoopGoesOn() throws Exception {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    CompletableFuture<Integer> taken = one.start(queue::take);
    assertThat(one.run(() -> put(queue, 7))).isTrue();
    assertThat(within(taken)).isEqualTo(7);
  }

  @Test
  void whoFindsNoRoomWaitsAndItsLoopGoesOn() throws Exception {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1);
    assertThat(one.run(() -> put(queue, 1))).isTrue();
    CompletableFuture<Boolean> second = one.start(() -> put(queue, 2));
    assertThat(one.run(queue::take)).isEqualTo(1);
    assertThat(within(second)).isTrue();
    assertThat(one.run(queue::take)).isEqualTo(2);
  }

  @Test
  void aTakeThatIsCancelledTakesNothing() throws Exception {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    for (int i = 0; i < 500; i++) {
      Scope scope = new Scope();
      CompletableFuture<Integer> victim = one.start(() -> scope.run(queue::take));
      CompletableFuture<Integer> other = one.start(queue::take);
      queue.put(1);
      scope.cancel(ENOUGH);
      queue.put(2);
      Throwable thrown = catchThrowable(() -> within(victim));
      assertThat(within(other)).isBetween(1, 2);
      assertThat(queue).hasSize(thrown == null ? 0 : 1);
      queue.clear();
    }
  }

  @Test
  void aPutThatIsCancelledHasPutNothing() throws Exception {
    BlockingQueue<Integer> queue = new ArrayBlockingQueue<>(1, true);
    for (int i = 0; i < 500; i++) {
      queue.put(0);
      Scope scope = new Scope();
      CompletableFuture<Boolean> victim = one.start(() -> scope.run(() -> put(queue, 1)));
      CompletableFuture<Boolean> other = one.start(() -> put(queue, 2));
      assertThat(queue.take()).isZero();
      scope.cancel(ENOUGH);
      List<Integer> found = new ArrayList<>(List.of(queue.take()));
      Throwable thrown = catchThrowable(() -> within(victim.thenApply(_ -> true)));
      if (thrown == null) {
        found.add(queue.take());
      }
      assertThat(within(other)).isTrue();
      assertThat(found).hasSize(thrown == null ? 2 : 1).contains(2);
      assertThat(queue).isEmpty();
    }
  }

  @Test
  void manyWhoWereCancelledLeaveNothingBehind() throws Exception {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    Scope scope = new Scope();
    List<CompletableFuture<Integer>> victims = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Scope inside = new Scope();
      Registration _ = scope.onCancel(inside::cancel);
      victims.add(one.start(() -> inside.run(queue::take)));
    }
    assertThat(one.run(() -> "the loop answers")).isEqualTo("the loop answers");
    scope.cancel(ENOUGH);
    for (CompletableFuture<Integer> each : victims) {
      assertThat(catchThrowable(() -> within(each))).isNotNull();
    }
    queue.put(7);
    assertThat(one.run(queue::take)).isEqualTo(7);
  }

  @Test
  void whoWaitsWithADeadlineGetsItsTimeoutAndLaterTheItem() throws Exception {
    BlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
    assertThatThrownBy(() -> one.run(() -> Scope.timeout(Duration.ofMillis(20), queue::take)))
        .hasCauseInstanceOf(TimeoutException.class);
    queue.put(7);
    assertThat(one.run(() -> Scope.timeout(Duration.ofMinutes(10), queue::take))).isEqualTo(7);
  }
}
