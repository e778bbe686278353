package dev.outrigger.web;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that go on behind answers. They are ended with the server: given time first, then
 * cancelled.
 *
 * <p>Threading: every method from any thread, {@link #start} from a loop's task.
 */
final class Background {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final Set<Scope> running = new HashSet<>();
  private boolean closed;

  /** Runs them one after the other, in one task on the present loop. */
  void start(List<Runnable> tasks, String route) {
    Scope scope = new Scope();
    synchronized (running) {
      running.add(scope);
      if (closed) {
        scope.cancel(ending());
      }
    }
    Loop.current()
        .orElseThrow(() -> new IllegalStateException("this is no task of a loop"))
        .start("after " + route, () -> run(scope, tasks, route));
  }

  private void run(Scope scope, List<Runnable> tasks, String route) {
    try {
      int _ =
          scope.run(() -> {
            tasks.forEach(task -> runOne(task, route));
            return tasks.size();
          });
    } catch (Exception cancelled) {
      LOG.log(Level.INFO, () -> "What was to be done after " + route + " was cancelled");
    } finally {
      synchronized (running) {
        running.remove(scope);
        running.notifyAll();
      }
    }
  }

  // A failure of one is not to keep the others from running, nor to be lost.
  @SuppressWarnings("CatchingUnchecked")
  private static void runOne(Runnable task, String route) {
    try {
      task.run();
    } catch (Throwable failure) {
      if (Scope.current().filter(Scope::isCancelled).isPresent()) {
        throw failure;
      }
      LOG.log(Level.ERROR, "What was to be done after " + route + " failed", failure);
    }
  }

  /** When such a time is over that begins now, as of {@link System#nanoTime()}. */
  static long endOf(Duration limit) {
    // The sum may overflow; differences to other times of that clock are right all the same.
    return System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
  }

  /** Waits until none runs, or this time of {@link System#nanoTime()} has come. */
  boolean awaitEnd(long deadline) throws InterruptedException {
    synchronized (running) {
      for (long left = deadline - System.nanoTime();
          !running.isEmpty() && left > 0;
          left = deadline - System.nanoTime()) {
        running.wait(left / 1_000_000, (int) (left % 1_000_000));
      }
      return running.isEmpty();
    }
  }

  /** Cancels what runs, and waits a moment for it. */
  void end() throws InterruptedException {
    synchronized (running) {
      closed = true;
      running.forEach(scope -> scope.cancel(ending()));
    }
    boolean _ = awaitEnd(endOf(LAST_PATIENCE));
  }

  private static Cancellation ending() {
    return new Cancellation(Cancellation.Source.SHUTDOWN, "the server is shutting down");
  }
}
