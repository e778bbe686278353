package dev.outrigger.web.forms;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.Scope;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;

/** Removes what must not stay behind, though the client is gone or the server stops. */
final class Removal {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final Duration AT_MOST = Duration.ofSeconds(30);

  private Removal() {}

  /**
   * Runs the work out of reach of cancellations. What goes wrong is for the log: the client's
   * answer does not depend on it.
   */
  static void of(Object what, Callable<Boolean> work) {
    try {
      boolean _ = Scope.shield(() -> Scope.timeout(AT_MOST, () -> Blocking.call(work)));
    } catch (Exception e) {
      LOG.log(Level.WARNING, "what was uploaded could not be removed: " + what, e);
    }
  }
}
