package dev.outrigger.web.jobs;

import dev.outrigger.pool.ProcessPool;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Time;
import dev.outrigger.web.ongoing.Ongoing;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Runs jobs while its process is the one that does. A job never runs twice at once; moments that
 * pass while it runs, or while nobody leads, count as one.
 *
 * <p>Threading: every method from any thread.
 */
public final class Jobs {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  // The machine's clock may be set while a job waits.
  private static final Duration LONGEST_SLEEP = Duration.ofSeconds(10);

  private final List<PeriodicJob> jobs;
  private final Supplier<ProcessPool> pool;
  private final InstantSource clock;
  private final Ongoing waiting = new Ongoing();
  private final Ongoing running = new Ongoing();
  private final AtomicBoolean leads = new AtomicBoolean();

  /** Jobs that do not run yet. */
  public Jobs(List<PeriodicJob> jobs, Supplier<ProcessPool> pool) {
    this(jobs, pool, InstantSource.system());
  }

  Jobs(List<PeriodicJob> jobs, Supplier<ProcessPool> pool, InstantSource clock) {
    this.jobs = List.copyOf(jobs);
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Runs them from now on, as tasks of this loop and those beside it. Leading already, or no more,
   * it does nothing.
   *
   * @param since until when another process has run them; a moment after that is made up for
   */
  public void lead(Loop first, Instant since) {
    if (!leads.compareAndSet(false, true)) {
      return;
    }
    Loop loop = first;
    for (PeriodicJob job : jobs) {
      loop.start("job " + job.name(), () -> runAgainAndAgain(job, since));
      loop = loop.next();
    }
  }

  private void runAgainAndAgain(PeriodicJob job, Instant since) {
    Instant covered = since;
    while (awaitMoment(job.next(covered))) {
      covered = job.last(clock.instant());
      runOnce(job, covered);
    }
  }

  /** Whether it has come, and the job is still ours to run. */
  private boolean awaitMoment(Instant due) {
    Scope scope = new Scope();
    if (!waiting.enter(scope)) {
      return false;
    }
    try {
      int _ =
          scope.run(() -> {
            for (Duration left = left(due); left.isPositive(); left = left(due)) {
              Time.sleep(left.compareTo(LONGEST_SLEEP) < 0 ? left : LONGEST_SLEEP);
            }
            return 0;
          });
      return true;
    } catch (Exception cancelled) {
      return false;
    } finally {
      waiting.exit(scope);
    }
  }

  private Duration left(Instant due) {
    return Duration.between(clock.instant(), due);
  }

  // Whatever a job throws, the next time comes.
  @SuppressWarnings("CatchingUnchecked")
  private void runOnce(PeriodicJob job, Instant due) {
    Scope scope = new Scope();
    if (!running.enter(scope)) {
      return;
    }
    try {
      int _ =
          scope.run(() -> {
            job.job().run(new JobRun(job.name(), due, pool));
            return 0;
          });
    } catch (Throwable failure) {
      if (scope.isCancelled()) {
        LOG.log(Level.INFO, () -> "The job " + job.name() + " was cancelled");
      } else {
        LOG.log(Level.ERROR, "The job " + job.name() + " failed", failure);
      }
    } finally {
      running.exit(scope);
    }
  }

  /**
   * Waits until none runs.
   *
   * @param deadline of {@link System#nanoTime()}
   * @return whether none does
   */
  public boolean awaitEnd(long deadline) throws InterruptedException {
    return running.awaitEnd(deadline);
  }

  /** No more of them begin; those that run go on. */
  public void follow() {
    running.stop();
    waiting.cancel();
  }

  /** Cancels those that run, and waits a moment for them. */
  public void end() throws InterruptedException {
    follow();
    running.end();
  }
}
