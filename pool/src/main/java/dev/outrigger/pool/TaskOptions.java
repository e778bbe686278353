package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How one task is to be run, where it differs from the pool's own settings.
 *
 * @param name for logs and errors; empty: derived from the function, such as "Fibonacci.fib"
 * @param deadline longest time from submission to the end, waiting and running; above zero, empty:
 *     the pool's. Set by {@link #within}
 * @param runLimit longest time that it may run, from the moment when a worker has it; the time in
 *     the queue does not count, and each retry has all of it; above zero, empty: the pool's. Set by
 *     {@link #runningAtMost}
 * @param grace how long a task that is told to stop may take before its process is killed; zero: at
 *     once, empty: the pool's
 * @param priority -100 to 100, higher goes first; a task that waits rises, see {@link
 *     PoolBuilder#ageing}; default 0
 * @param tenant whose task it is: tenants take turns, however many tasks each has sent; empty: all
 *     such tasks share one turn
 * @param affinity tasks with the same text go to the same worker as long as it is free, so that
 *     what it keeps is of use to the next; none waits for it while another could run it. Empty: any
 *     worker
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

  /** Refuses blank names, negative times, a deadline of zero and priorities out of range. */
  public TaskOptions {
    Check.given(name, "name").ifPresent(text -> Check.text(text, "name"));
    Check.given(deadline, "deadline").ifPresent(limit -> Check.positive(limit, "deadline"));
    Check.given(runLimit, "runLimit").ifPresent(limit -> Check.positive(limit, "runLimit"));
    Check.given(grace, "grace").ifPresent(limit -> Check.notNegative(limit, "grace"));
    Check.that(
        priority >= -STEPS && priority <= STEPS, priority, "priority", "must be -100 to 100");
    Check.given(tenant, "tenant");
    Check.given(affinity, "affinity");
    Check.given(retries, "retries");
    Check.given(key, "key");
  }

  /** Everything as the pool has it. */
  public static TaskOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this name. */
  public TaskOptions named(String taskName) {
    return new TaskOptions(
        Check.some(taskName, "name"),
        deadline,
        runLimit,
        grace,
        priority,
        tenant,
        affinity,
        retries,
        key);
  }

  /** The same with this {@link #deadline()}: the task must end within this time of submission. */
  public TaskOptions within(Duration time) {
    return new TaskOptions(
        name,
        Check.some(time, "deadline"),
        runLimit,
        grace,
        priority,
        tenant,
        affinity,
        retries,
        key);
  }

  /** The same with this {@link #runLimit()}: it may run so long once a worker has it. */
  public TaskOptions runningAtMost(Duration time) {
    return new TaskOptions(
        name,
        deadline,
        Check.some(time, "runLimit"),
        grace,
        priority,
        tenant,
        affinity,
        retries,
        key);
  }

  /** The same with this grace. */
  public TaskOptions withGrace(Duration time) {
    return new TaskOptions(
        name,
        deadline,
        runLimit,
        Check.some(time, "grace"),
        priority,
        tenant,
        affinity,
        retries,
        key);
  }

  /** The same with this priority. */
  public TaskOptions withPriority(int value) {
    return new TaskOptions(name, deadline, runLimit, grace, value, tenant, affinity, retries, key);
  }

  /** The same for this tenant. */
  public TaskOptions withTenant(String who) {
    return new TaskOptions(
        name,
        deadline,
        runLimit,
        grace,
        priority,
        Check.some(who, "tenant"),
        affinity,
        retries,
        key);
  }

  /** The same with this affinity. */
  public TaskOptions withAffinity(String text) {
    return new TaskOptions(
        name,
        deadline,
        runLimit,
        grace,
        priority,
        tenant,
        Check.some(text, "affinity"),
        retries,
        key);
  }

  /** The same with these retries. */
  public TaskOptions withRetries(Retries rules) {
    return new TaskOptions(
        name,
        deadline,
        runLimit,
        grace,
        priority,
        tenant,
        affinity,
        Check.some(rules, "retries"),
        key);
  }

  /** The same with this key. */
  public TaskOptions withKey(String text) {
    return new TaskOptions(
        name,
        deadline,
        runLimit,
        grace,
        priority,
        tenant,
        affinity,
        retries,
        Check.some(text, "key"));
  }
}
