package dev.outrigger.pool;

/**
 * One consistent look at a pool. At any time {@code submitted = completed + failed + cancelled() +
 * queued + running}.
 *
 * @param size how many workers the pool keeps
 * @param starting workers that are starting
 * @param idle workers that wait for a task
 * @param busy workers that run a task
 * @param stopping workers on their way out
 * @param queued tasks that wait for a worker
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
    long workersLost) {
  /** All cancelled tasks. */
  public long cancelled() {
    return cancelledQueued + cancelledRunning;
  }
}
