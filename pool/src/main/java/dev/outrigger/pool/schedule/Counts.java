package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.TaskPhase;
import java.util.Collection;

/**
 * What the pool has counted so far.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Counts {
  private long submitted;
  private long completed;
  private long failed;
  private long cancelledQueued;
  private long cancelledRunning;
  private long expired;
  private long rejected;
  private long requeued;
  private long workersStarted;
  private long workersLost;

  void submitted() {
    submitted++;
  }

  void rejected() {
    rejected++;
  }

  void requeued() {
    requeued++;
  }

  void workerLost() {
    workersLost++;
  }

  long workerStarted() {
    return ++workersStarted;
  }

  void ended(Ending ending, TaskPhase where) {
    switch (ending) {
      case Ending.Returned _ -> completed++;
      case Ending.Failed(FailureCause.DeadlineExceeded _, _, _) -> {
        failed++;
        expired++;
      }
      case Ending.Failed _ -> failed++;
      case Ending.Cancelled _ when where == TaskPhase.QUEUED -> cancelledQueued++;
      case Ending.Cancelled _ -> cancelledRunning++;
    }
  }

  PoolStatistics look(int size, int queued, Collection<Worker> workers) {
    return new PoolStatistics(
        size,
        in(workers, Worker.State.STARTING),
        in(workers, Worker.State.READY),
        in(workers, Worker.State.BUSY),
        in(workers, Worker.State.RETIRING) + in(workers, Worker.State.KILLING),
        queued,
        (int) (submitted - completed - failed - cancelledQueued - cancelledRunning - queued),
        submitted,
        completed,
        failed,
        cancelledQueued,
        cancelledRunning,
        expired,
        rejected,
        requeued,
        workersStarted,
        workersLost);
  }

  private static int in(Collection<Worker> workers, Worker.State state) {
    return (int) workers.stream().filter(worker -> worker.is(state)).count();
  }
}
