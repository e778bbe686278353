package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How one task is to be run, where it differs from the pool's own settings.
 *
 * @param name for logs and errors; empty: derived from the function, such as "Fibonacci.fib"
 * @param deadline from submission, covers waiting and running; empty: the pool's
 * @param runLimit how long it may run, from the moment when a worker has it; the time in the queue
 *     does not count, and each retry has all of it; empty: the pool's
 * @param grace how long a task that is told to stop may take before it is killed; empty: the pool's
 * @param priority -100 to 100, higher goes first; a task that waits rises, see {@link
 *     PoolBuilder#ageing}; default 0
 * @param tenant whose task it is: tenants take turns, however many tasks each has sent; empty: all
 *     such tasks share one turn
 * @param affinity tasks with the same text go to the same worker where that delays nobody, so that
 *     what it keeps is of use to the next; empty: any worker
 * @param retries whether it is run again if it fails; empty: the pool's
 * @param key under which {@link Quarantine} counts it; empty: its name
 */
public record TaskOptions(
    Optional<String> name,
    Optional<Duration> deadline,
    Optional<Duration> runLimit,
    Optional<Duration> grace,
    int priority,
    Optional<String> tenant,
    Optional<String> affinity,
    Optional<Retries> retries,
    Optional<String> key) {
  private static final int STEPS = 100;
  private static final TaskOptions DEFAULTS =
      new TaskOptions(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          0,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** Refuses negative times, a deadline of zero and priorities out of range. */
  public TaskOptions {
    deadline.ifPresent(
        limit -> Check.that(limit.isPositive(), limit, "deadline", "must be above zero"));
    runLimit.ifPresent(
        limit -> Check.that(limit.isPositive(), limit, "run limit", "must be above zero"));
    grace.ifPresent(
        limit -> Check.that(!limit.isNegative(), limit, "grace", "must not be negative"));
    Check.that(
        priority >= -STEPS && priority <= STEPS, priority, "priority", "must be -100 to 100");
  }

  /** Everything as the pool has it. */
  public static TaskOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this name. */
  public TaskOptions named(String taskName) {
    return new TaskOptions(
        Optional.of(taskName), deadline, runLimit, grace, priority, tenant, affinity, retries, key);
  }

  /** The same with this deadline, counted from submission. */
  public TaskOptions within(Duration limit) {
    return new TaskOptions(
        name, Optional.of(limit), runLimit, grace, priority, tenant, affinity, retries, key);
  }

  /** The same with this run limit. */
  public TaskOptions runningAtMost(Duration limit) {
    return new TaskOptions(
        name, deadline, Optional.of(limit), grace, priority, tenant, affinity, retries, key);
  }

  /** The same with this grace. */
  public TaskOptions withGrace(Duration limit) {
    return new TaskOptions(
        name, deadline, runLimit, Optional.of(limit), priority, tenant, affinity, retries, key);
  }

  /** The same with this priority. */
  public TaskOptions withPriority(int value) {
    return new TaskOptions(name, deadline, runLimit, grace, value, tenant, affinity, retries, key);
  }

  /** The same for this tenant. */
  public TaskOptions withTenant(String who) {
    return new TaskOptions(
        name, deadline, runLimit, grace, priority, Optional.of(who), affinity, retries, key);
  }

  /** The same with this affinity. */
  public TaskOptions withAffinity(String text) {
    return new TaskOptions(
        name, deadline, runLimit, grace, priority, tenant, Optional.of(text), retries, key);
  }

  /** The same with these retries. */
  public TaskOptions withRetries(Retries rules) {
    return new TaskOptions(
        name, deadline, runLimit, grace, priority, tenant, affinity, Optional.of(rules), key);
  }

  /** The same with this key. */
  public TaskOptions withKey(String text) {
    return new TaskOptions(
        name, deadline, runLimit, grace, priority, tenant, affinity, retries, Optional.of(text));
  }
}
