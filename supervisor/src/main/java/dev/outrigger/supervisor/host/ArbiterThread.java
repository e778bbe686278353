package dev.outrigger.supervisor.host;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The one thread on which an arbiter decides. A step that throws is a bug of ours: it is logged,
 * and the next steps are taken all the same. So is a want of memory or threads.
 */
final class ArbiterThread implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("arbiter").factory());

  /**
   * Takes a step there.
   *
   * @throws RejectedExecutionException if the arbiter has ended
   */
  void execute(Runnable step) {
    thread.execute(guarded(step));
  }

  /** The same, if the arbiter has not ended. */
  void tell(Runnable step) {
    try {
      execute(step);
    } catch (RejectedExecutionException over) {
      LOG.log(Level.DEBUG, "the arbiter has ended before it was told");
    }
  }

  void after(Duration time, Runnable step) {
    var _ = thread.schedule(guarded(step), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  void every(Duration time, Runnable step) {
    var _ =
        thread.scheduleAtFixedRate(
            guarded(step), time.toMillis(), time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Runnable guarded(Runnable step) {
    return () -> {
      try {
        step.run();
      } catch (RuntimeException | Error bug) {
        LOG.log(Level.ERROR, "A bug in the arbiter, which goes on", bug);
      }
    };
  }

  @Override
  public void close() {
    var _ = thread.shutdownNow();
  }
}
