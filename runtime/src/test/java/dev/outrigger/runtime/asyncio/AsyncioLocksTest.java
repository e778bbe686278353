package dev.outrigger.runtime.asyncio;

import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.OnOneLoop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What CPython's test_locks says of locks, of those of the JDK in tasks that are cancelled. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class AsyncioLocksTest {
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

  private <T> CompletableFuture<T> start(Scope scope, Callable<T> body) {
    return one.start(() -> scope.run(body));
  }

  private static void isCancelled(CompletableFuture<?> outcome) {
    assertThatThrownBy(() -> within(outcome)).hasCauseInstanceOf(InterruptedException.class);
  }

  private static boolean hold(ReentrantLock lock, CountDownLatch until) throws Exception {
    lock.lockInterruptibly();
    try {
      until.await();
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Test
  void whoIsCancelledInLineForALockDoesNotGetItAndTheNextDoes() throws Exception {
    ReentrantLock lock = new ReentrantLock(true);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> holder = one.start(() -> hold(lock, go));
    OnOneLoop.until("it is held", lock::isLocked);
    Scope scope = new Scope();
    CompletableFuture<Boolean> victim = start(scope, () -> hold(lock, go));
    OnOneLoop.until("one waits", () -> lock.getQueueLength() == 1);
    CompletableFuture<Boolean> next = one.start(() -> hold(lock, go));
    OnOneLoop.until("two wait", () -> lock.getQueueLength() == 2);
    scope.cancel(ENOUGH);
    isCancelled(victim);
    assertThat(lock.getQueueLength()).isEqualTo(1);
    go.countDown();
    assertThat(within(holder)).isTrue();
    assertThat(within(next)).isTrue();
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aLockThatIsGivenBackAsItsFirstWaiterIsCancelledIsNotLost() throws Exception {
    ReentrantLock lock = new ReentrantLock(true);
    for (int i = 0; i < 200; i++) {
      CountDownLatch go = new CountDownLatch(1);
      Scope scope = new Scope();
      CompletableFuture<Boolean> holder = one.start(() -> hold(lock, go));
      OnOneLoop.until("it is held", lock::isLocked);
      CompletableFuture<Boolean> victim = start(scope, () -> hold(lock, go));
      CompletableFuture<Boolean> next = one.start(() -> hold(lock, go));
      go.countDown();
      scope.cancel(ENOUGH);
      assertThat(within(holder)).isTrue();
      assertThat(within(next)).isTrue();
      Throwable _ = catchThrowable(() -> within(victim));
      assertThat(lock.isLocked()).isFalse();
    }
  }

  @Test
  void aLockHasAnOwnerWhoAloneCanGiveItBack() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    assertThatThrownBy(() ->
            one.run(() -> {
              lock.unlock();
              return true;
            }))
        .hasCauseInstanceOf(IllegalMonitorStateException.class);
  }

  @Test
  void whoIsCancelledInLineForASemaphoreTakesNoPermit() throws Exception {
    Semaphore one = new Semaphore(1, true);
    one.acquire();
    Scope scope = new Scope();
    CompletableFuture<Boolean> victim = start(scope, () -> takeFrom(one));
    OnOneLoop.until("one waits", () -> one.getQueueLength() == 1);
    CompletableFuture<Boolean> next = this.one.start(() -> takeFrom(one));
    OnOneLoop.until("two wait", () -> one.getQueueLength() == 2);
    scope.cancel(ENOUGH);
    isCancelled(victim);
    one.release();
    assertThat(within(next)).isTrue();
    assertThat(one.availablePermits()).isZero();
  }

  @Test
  void aFairSemaphoreServesFirstWhoCameFirst() throws Exception {
    Semaphore semaphore = new Semaphore(0, true);
    List<Integer> order = Collections.synchronizedList(new ArrayList<>());
    List<CompletableFuture<Boolean>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int number = i;
      waiting.add(
          one.start(() -> {
            semaphore.acquire();
            order.add(number);
            semaphore.release();
            return true;
          }));
      OnOneLoop.until("it waits", () -> semaphore.getQueueLength() == number + 1);
    }
    semaphore.release();
    for (CompletableFuture<Boolean> each : waiting) {
      assertThat(within(each)).isTrue();
    }
    assertThat(order).containsExactly(0, 1, 2);
  }

  private static boolean takeFrom(Semaphore semaphore) throws InterruptedException {
    semaphore.acquire();
    return true;
  }

  private static boolean await(ReentrantLock lock, Condition change, AtomicInteger left)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (left.get() == 0) {
        change.await();
      }
      left.decrementAndGet();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static boolean hasWaiters(ReentrantLock lock, Condition change, int count) {
    lock.lock();
    try {
      return lock.getWaitQueueLength(change) == count;
    } finally {
      lock.unlock();
    }
  }

  @Test
  void whoIsCancelledAtAConditionHoldsItsLockAgainAndGivesItBack() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Condition change = lock.newCondition();
    Scope scope = new Scope();
    CompletableFuture<Boolean> victim =
        start(scope, () -> await(lock, change, new AtomicInteger()));
    OnOneLoop.until("it waits", () -> hasWaiters(lock, change, 1));
    scope.cancel(ENOUGH);
    isCancelled(victim);
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aSignalThatComesWithACancellationReachesSomebody() throws Exception {
    ReentrantLock lock = new ReentrantLock();
    Condition change = lock.newCondition();
    for (int i = 0; i < 200; i++) {
      AtomicInteger left = new AtomicInteger();
      Scope scope = new Scope();
      CompletableFuture<Boolean> victim = start(scope, () -> await(lock, change, left));
      CompletableFuture<Boolean> next = one.start(() -> await(lock, change, left));
      OnOneLoop.until("both wait", () -> hasWaiters(lock, change, 2));
      lock.lock();
      try {
        left.incrementAndGet();
        change.signal();
        scope.cancel(ENOUGH);
      } finally {
        lock.unlock();
      }
      Throwable thrown = catchThrowable(() -> within(victim));
      if (thrown == null) {
        lock.lock();
        try {
          left.incrementAndGet();
          change.signalAll();
        } finally {
          lock.unlock();
        }
      }
      assertThat(within(next)).isTrue();
    }
  }

  @Test
  void aDeadlineEndsTheWaitForACondition() {
    ReentrantLock lock = new ReentrantLock();
    Condition change = lock.newCondition();
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(20), () -> await(lock, change, new AtomicInteger()))))
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(lock.isLocked()).isFalse();
  }

  @Test
  void aBarrierLetsAllGoWhenTheLastHasCome() throws Exception {
    CyclicBarrier three = new CyclicBarrier(3);
    for (int round = 0; round < 2; round++) {
      CompletableFuture<Integer> first = one.start(three::await);
      CompletableFuture<Integer> second = one.start(three::await);
      OnOneLoop.until("two wait", () -> three.getNumberWaiting() == 2);
      assertThat(first.isDone() || second.isDone()).isFalse();
      int last = one.run(three::await);
      assertThat(List.of(within(first), within(second), last)).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @Test
  void whoIsCancelledAtABarrierBreaksItForAll() throws Exception {
    CyclicBarrier three = new CyclicBarrier(3);
    Scope scope = new Scope();
    CompletableFuture<Integer> other = one.start(three::await);
    CompletableFuture<Integer> victim = start(scope, three::await);
    OnOneLoop.until("two wait", () -> three.getNumberWaiting() == 2);
    scope.cancel(ENOUGH);
    isCancelled(victim);
    assertThatThrownBy(() -> within(other)).hasCauseInstanceOf(BrokenBarrierException.class);
    three.reset();
    assertThat(three.isBroken()).isFalse();
  }
}
