package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.wording.Told;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One computation that several callers wait for. The last of them who leaves cancels it.
 *
 * <p>Threading: without locks.
 */
final class SharedWork {
  private static final int GIVEN_UP = -1;

  private final BiConsumer<SharedWork, Ending> over;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();

  /** Who waits: 1 → n → 1 → GIVEN_UP, which is final. */
  private final AtomicInteger waiters = new AtomicInteger(1);

  private final AtomicReference<@Nullable PoolTask<?>> task = new AtomicReference<>();
  private volatile String whyGivenUp = "";

  SharedWork(BiConsumer<SharedWork, Ending> over) {
    this.over = over;
  }

  Waiter first() {
    return new Waiter(this);
  }

  /** Empty if nobody waits for it any more, so that it is about to be cancelled. */
  Optional<Waiter> join(TaskOptions options) {
    if (ended.isDone() || waiters.getAndUpdate(n -> n == GIVEN_UP ? n : n + 1) == GIVEN_UP) {
      return Optional.empty();
    }
    Waiter waiter = new Waiter(this);
    options
        .deadline()
        .ifPresent(limit ->
            CompletableFuture.delayedExecutor(limit.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> waiter.expire(limit)));
    return Optional.of(waiter);
  }

  void runs(PoolTask<?> started) {
    task.set(started);
    started.whenDone(() -> end(started.howItEnded()));
    if (waiters.get() == GIVEN_UP) {
      started.cancel(whyGivenUp);
    }
  }

  /** It could not even be queued; who began it is told by the exception. */
  void refused(Throwable why) {
    end(new Ending.Cancelled("the call that it had joined was refused: " + Told.of(why)));
  }

  private void end(Ending ending) {
    // Kept before anybody is told, so that whoever has the result finds it when he asks again.
    try {
      over.accept(this, ending);
    } finally {
      ended.complete(ending);
    }
  }

  /** Whether others still wait. */
  boolean leave(String reason) {
    whyGivenUp = reason;
    return waiters.updateAndGet(n -> n > 1 ? n - 1 : GIVEN_UP) != GIVEN_UP;
  }

  boolean cancel(String reason) {
    PoolTask<?> running = task.get();
    return running == null || running.cancel(reason);
  }

  Optional<PoolTask<?>> task() {
    return Optional.ofNullable(task.get());
  }

  CompletableFuture<Ending> ended() {
    return ended;
  }
}
