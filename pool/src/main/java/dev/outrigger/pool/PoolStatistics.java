package dev.outrigger.pool;

import java.time.Duration;
import java.util.Map;

/**
 * One consistent look at a pool. At any time {@code submitted = completed + failed + cancelled() +
 * queued + running}.
 *
 * @param size how many workers may run tasks at once
 * @param starting workers that are starting
 * @param idle workers that wait for a task
 * @param busy workers that run a task
 * @param stopping workers on their way out
 * @param queued tasks that wait for a worker or for their next try
 * @param running tasks that a worker holds or whose result is being read
 * @param submitted tasks accepted so far
 * @param completed tasks that returned a result
 * @param failed tasks that ended with {@link TaskFailedException}
 * @param cancelledQueued tasks cancelled before a worker had them
 * @param cancelledRunning tasks cancelled while a worker had them
 * @param expired tasks that met their deadline, a part of {@code failed}
 * @param rejected tasks refused because the queue was full or the pool closed; not in {@code
 *     submitted}
 * @param requeued how often a task went back to the queue since its worker died before it began
 * @param workersStarted processes started so far
 * @param workersLost processes that died without being told to retire
 * @param spares how many workers more than the busy ones it keeps
 * @param retrying tasks that failed and wait for their next try, a part of {@code queued}
 * @param retried how often a task was to be tried again by {@link Retries}
 * @param quarantined tasks refused by {@link Quarantine}, a part of {@code failed}
 * @param keysInQuarantine how many keys are refused or on trial
 * @param recycled workers replaced by {@link Recycling}
 * @param callerRan tasks that ran in their caller's thread since the queue was full
 * @param lostByCause {@code workersLost} by {@link FailureCause#label}, or CANCELLED and DEADLINE
 *     where a task had to be stopped by killing its worker
 * @param bytesOut bytes of tasks sent to workers
 * @param bytesIn bytes of answers received
 * @param queueTime from submission until a worker was given the task
 * @param runTime from there, or from the answer before it, to the answer
 * @param estimatedWait how long a task submitted now would wait, by the tasks before it and how
 *     long such took lately
 */
public record PoolStatistics(
    int size,
    int starting,
    int idle,
    int busy,
    int stopping,
    int queued,
    int running,
    long submitted,
    long completed,
    long failed,
    long cancelledQueued,
    long cancelledRunning,
    long expired,
    long rejected,
    long requeued,
    long workersStarted,
    long workersLost,
    int spares,
    int retrying,
    long retried,
    long quarantined,
    int keysInQuarantine,
    long recycled,
    long callerRan,
    Map<String, Long> lostByCause,
    long bytesOut,
    long bytesIn,
    Times queueTime,
    Times runTime,
    Duration estimatedWait) {
  /** Keeps its own copy of the map. */
  public PoolStatistics {
    lostByCause = Map.copyOf(lostByCause);
  }

  /** All cancelled tasks. */
  public long cancelled() {
    return cancelledQueued + cancelledRunning;
  }
}
