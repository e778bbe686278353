package dev.outrigger.web.jobs;

import dev.outrigger.pool.ProcessPool;
import java.time.Instant;
import java.util.function.Supplier;

/** One time that a job runs. */
public final class JobRun {
  private final String name;
  private final Instant due;
  private final Supplier<ProcessPool> pool;

  JobRun(String name, Instant due, Supplier<ProcessPool> pool) {
    this.name = name;
    this.due = due;
    this.pool = pool;
  }

  /** What the job is called. */
  public String name() {
    return name;
  }

  /** The moment that it runs for, which may have passed for a while. */
  public Instant due() {
    return due;
  }

  /**
   * The application's worker processes, for {@link dev.outrigger.runtime.Offload#call}.
   *
   * @throws IllegalStateException if the application has none
   */
  public ProcessPool pool() {
    return pool.get();
  }
}
