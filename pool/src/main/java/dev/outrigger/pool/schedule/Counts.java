package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.TaskPhase;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the pool has counted so far.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Counts {
  private static final double WEIGHT = 1.0 / 16;

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
  private long retried;
  private long quarantined;
  private long recycled;
  private long callerRan;
  private long bytesOut;
  private long bytesIn;
  private double service;
  private final Map<String, Long> lostBy = new TreeMap<>();
  private final Histogram queueTime = new Histogram();
  private final Histogram runTime = new Histogram();

  void submitted() {
    submitted++;
  }

  void rejected() {
    rejected++;
  }

  void requeued() {
    requeued++;
  }

  void workerLost(String cause) {
    workersLost++;
    lostBy.merge(cause, 1L, Long::sum);
  }

  void retried() {
    retried++;
  }

  void recycled() {
    recycled++;
  }

  void callerRuns() {
    callerRan++;
  }

  void sent(Job job) {
    queueTime.add(job.attempts().firstHeld() - job.submittedAt());
    bytesOut += job.parcel().size();
  }

  void answered(long nanos, int bytes) {
    runTime.add(nanos);
    bytesIn += bytes;
    service = service == 0 ? nanos : service + WEIGHT * (nanos - service);
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
      case Ending.Failed(FailureCause.Quarantined _, _, _) -> {
        failed++;
        quarantined++;
      }
      case Ending.Failed _ -> failed++;
      case Ending.Cancelled _ when where == TaskPhase.QUEUED -> cancelledQueued++;
      case Ending.Cancelled _ -> cancelledRunning++;
    }
  }

  PoolStatistics look(
      Sizing sizing, int queued, int retrying, int shut, Collection<Worker> workers) {
    int waiting = queued + retrying;
    return new PoolStatistics(
        sizing.max(),
        in(workers, Worker.State.STARTING),
        in(workers, Worker.State.READY),
        number(workers, Worker::computes),
        number(workers, Worker::isOnItsWayOut),
        waiting,
        (int) (submitted - completed - failed - cancelledQueued - cancelledRunning - waiting),
        submitted,
        completed,
        failed,
        cancelledQueued,
        cancelledRunning,
        expired,
        rejected,
        requeued,
        workersStarted,
        workersLost,
        sizing.spares(),
        retrying,
        retried,
        quarantined,
        shut,
        recycled,
        callerRan,
        lostBy,
        bytesOut,
        bytesIn,
        queueTime.look(),
        runTime.look(),
        Duration.ofNanos((long) (service * queued / sizing.max())));
  }

  private static int in(Collection<Worker> workers, Worker.State state) {
    return number(workers, worker -> worker.is(state));
  }

  private static int number(Collection<Worker> workers, Predicate<Worker> which) {
    return (int) workers.stream().filter(which).count();
  }
}
