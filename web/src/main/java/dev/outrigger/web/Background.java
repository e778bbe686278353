package dev.outrigger.web;

import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.web.ongoing.Ongoing;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Tasks that go on behind answers. They are ended with the server: given time first, then
 * cancelled.
 *
 * <p>Threading: every method from any thread, {@link #start} from a loop's task.
 */
final class Background {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");

  private final Ongoing running = new Ongoing();

  /** What runs, for the end of the server. */
  Ongoing running() {
    return running;
  }

  /** Runs them one after the other, in one task on the present loop. */
  void start(List<Runnable> tasks, String route) {
    Scope scope = new Scope();
    Loop loop =
        Loop.current().orElseThrow(() -> new IllegalStateException("this is no task of a loop"));
    if (running.enter(scope)) {
      loop.start("after " + route, () -> run(scope, tasks, route));
    } else {
      cancelled(route);
    }
  }

  private void run(Scope scope, List<Runnable> tasks, String route) {
    try {
      int _ =
          scope.run(() -> {
            tasks.forEach(task -> runOne(task, route));
            return tasks.size();
          });
    } catch (Exception cancelled) {
      cancelled(route);
    } finally {
      running.exit(scope);
    }
  }

  private static void cancelled(String route) {
    LOG.log(Level.INFO, () -> "What was to be done after " + route + " was cancelled");
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
}
