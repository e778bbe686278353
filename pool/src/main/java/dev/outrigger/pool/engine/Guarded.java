package dev.outrigger.pool.engine;

import dev.outrigger.pool.schedule.Scheduler;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The scheduler behind its lock. Each event runs under the lock; what the scheduler wants done is
 * collected and done by the same thread once the lock is free. So no I/O and no foreign code runs
 * under it, and it is never held for longer than some microseconds.
 *
 * <p>The timer thread is the only one that waits here.
 */
final class Guarded {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition sooner = lock.newCondition();
  private final LongSupplier clock;
  private List<Runnable> afterwards = new ArrayList<>();
  private @Nullable Scheduler scheduler;
  private long nextLook = Long.MAX_VALUE;
  private boolean over;
  private boolean broken;

  Guarded(LongSupplier clock) {
    this.clock = clock;
  }

  void guard(Scheduler newScheduler) {
    scheduler = newScheduler;
  }

  /** Only under the lock: to be done after the event that is running. */
  void afterwards(Runnable effect) {
    afterwards.add(effect);
  }

  /** One event, and all that follows from it. */
  <R> R step(Function<Scheduler, R> event) {
    List<Runnable> effects = List.of();
    lock.lock();
    try {
      return event.apply(scheduler());
    } catch (RejectedExecutionException refused) {
      throw refused;
    } catch (RuntimeException | Error bug) {
      breakDown(bug);
      throw bug;
    } finally {
      effects = takeEffects();
      if (nextTick() < nextLook) {
        sooner.signal();
      }
      lock.unlock();
      perform(effects);
    }
  }

  /** Callers would wait for ever, were the pool to go on with half an event. */
  private void breakDown(Throwable bug) {
    if (broken) {
      return;
    }
    broken = true;
    afterwards(() ->
        System.getLogger("dev.outrigger.pool")
            .log(Level.ERROR, "a bug in the pool: it ends, with all of its tasks", bug));
    try {
      scheduler().breakDown(bug);
    } catch (RuntimeException | Error second) {
      bug.addSuppressed(second);
    }
  }

  void run(Consumer<Scheduler> event) {
    var _ =
        step(running -> {
          event.accept(running);
          return true;
        });
  }

  private Scheduler scheduler() {
    if (scheduler == null) {
      throw new IllegalStateException("not yet");
    }
    return scheduler;
  }

  private long nextTick() {
    OptionalLong next = scheduler().nextTick();
    return next.orElse(Long.MAX_VALUE);
  }

  private List<Runnable> takeEffects() {
    if (afterwards.isEmpty()) {
      return List.of();
    }
    List<Runnable> taken = afterwards;
    afterwards = new ArrayList<>();
    return taken;
  }

  private static void perform(List<Runnable> effects) {
    for (Runnable effect : effects) {
      try {
        effect.run();
      } catch (RuntimeException | Error e) {
        System.getLogger("dev.outrigger.pool")
            .log(Level.ERROR, "a callback or a step of the pool failed", e);
      }
    }
  }

  /** The life of the timer thread. */
  void runTimers() {
    lock.lock();
    try {
      while (!over) {
        tick();
        List<Runnable> effects = takeEffects();
        if (!effects.isEmpty()) {
          lock.unlock();
          try {
            perform(effects);
          } finally {
            lock.lock();
          }
          continue;
        }
        nextLook = nextTick();
        if (nextLook == Long.MAX_VALUE) {
          sooner.await();
        } else {
          var _ = sooner.awaitNanos(nextLook - clock.getAsLong());
        }
        nextLook = Long.MAX_VALUE;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts this thread", e);
    } finally {
      lock.unlock();
    }
  }

  private void tick() {
    try {
      scheduler().tick();
    } catch (RuntimeException | Error bug) {
      breakDown(bug);
    }
  }

  void endTimers() {
    lock.lock();
    try {
      over = true;
      sooner.signal();
    } finally {
      lock.unlock();
    }
  }
}
