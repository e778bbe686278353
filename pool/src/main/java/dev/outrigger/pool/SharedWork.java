package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import dev.outrigger.pool.wording.Told;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One computation that several callers wait for. The last of them who leaves ends it.
 *
 * <p>While its first caller is the only one, his deadline is that of the computation: so the task
 * knows what is left of it. Once another has joined, that deadline is lifted, and the time of each
 * is watched here.
 *
 * <p>Threading: without locks.
 */
final class SharedWork {
  private static final int GIVEN_UP = -1;

  private final BiConsumer<SharedWork, Ending> over;
  private final CompletableFuture<Ending> ended = new CompletableFuture<>();
  private final Waiter first;

  /** Who waits: 1 → n → 1 → GIVEN_UP, which is final. */
  private final AtomicInteger waiters = new AtomicInteger(1);

  private final AtomicReference<@Nullable TaskHandle> task = new AtomicReference<>();
  private volatile boolean joined;
  private volatile Consumer<TaskHandle> whenGivenUp = _ -> {};

  /** The time is that of the first caller. */
  SharedWork(Optional<Duration> limit, BiConsumer<SharedWork, Ending> over) {
    this.over = over;
    this.first = new Waiter(this, limit);
  }

  Waiter first() {
    return first;
  }

  /** Empty if it is over, or about to be since nobody waits for it any more. */
  Optional<Waiter> join(Optional<Duration> limit) {
    if (ended.isDone() || waiters.getAndUpdate(n -> n == GIVEN_UP ? n : n + 1) == GIVEN_UP) {
      return Optional.empty();
    }
    joined = true;
    TaskHandle running = task.get();
    if (running != null && !running.liftDeadline()) {
      var _ = leave(_ -> {});
      return Optional.empty();
    }
    first.watch();
    Waiter waiter = new Waiter(this, limit);
    waiter.watch();
    return Optional.of(waiter);
  }

  void runs(PoolTask<?> started) {
    task.set(started.handle());
    started.whenDone(() -> end(started.howItEnded()));
    if (joined) {
      var _ = started.handle().liftDeadline();
    }
    if (waiters.get() == GIVEN_UP) {
      whenGivenUp.accept(started.handle());
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

  /** Whether others still wait; if not, the task ends in this way. */
  boolean leave(Consumer<TaskHandle> how) {
    whenGivenUp = how;
    if (waiters.updateAndGet(n -> n > 1 ? n - 1 : GIVEN_UP) != GIVEN_UP) {
      return true;
    }
    TaskHandle running = task.get();
    if (running != null) {
      how.accept(running);
    }
    return false;
  }

  Optional<TaskHandle> task() {
    return Optional.ofNullable(task.get());
  }

  CompletableFuture<Ending> ended() {
    return ended;
  }
}
