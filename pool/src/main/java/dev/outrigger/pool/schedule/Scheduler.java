package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolFullException;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wording.Amounts;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;

/**
 * Decides which worker runs what and what becomes of a task whose worker dies. A plain
 * single-threaded machine: each public method is one event, takes no time and touches the world
 * only through {@link Surroundings}. So races are orders of events, and tests replay them.
 *
 * <p>The rule behind it: a task leaves the parent's queue only for a worker that is ready, and each
 * worker holds one. A dead worker therefore costs one task, and none at all if that had not begun.
 *
 * <p>Threading: all methods under one lock, held by the caller.
 */
public final class Scheduler implements Crew.Deaths {
  /** How often a task may lose its worker before it begins; more is no accident. */
  static final int MAX_ATTEMPTS = 3;

  private final Plan plan;
  private final Surroundings out;
  private final Timers timers = new Timers();
  private final Counts counts = new Counts();
  private final Crew crew;
  private final StopLadder ladder;
  private final LinkedHashSet<Job> queue = new LinkedHashSet<>();
  private final Set<Job> reading = new HashSet<>();
  private boolean open = true;
  private boolean aborted;
  private boolean terminated;

  /** Nothing happens before {@link #start}. */
  public Scheduler(Plan plan, Surroundings out) {
    this.plan = plan;
    this.out = out;
    this.crew = new Crew(plan, out, timers, counts, this);
    this.ladder = new StopLadder(out, crew);
  }

  /** Starts the workers. */
  public void start() {
    crew.fill();
  }

  /** A new task. */
  public void submit(Job job) {
    if (!open) {
      counts.rejected();
      throw new RejectedExecutionException(
          "the pool is closed and takes no more tasks: submit before close(), or make a new pool");
    }
    if (!crew.hasIdle() && queue.size() >= plan.queueCapacity()) {
      counts.rejected();
      throw new PoolFullException(
          "all %d workers are busy and %d tasks wait, which is all that the queue holds: try later, or raise queueCapacity(…) or size(…)"
              .formatted(plan.size(), queue.size()));
    }
    counts.submitted();
    queue.addLast(job);
    if (job.limit().isPresent()) {
      Alarm deadline = new Alarm(timers);
      deadline.set(job.deadlineAt(), () -> expire(job));
      job.watch(deadline);
    }
    failQueueIfHopeless();
    dispatch();
  }

  private void dispatch() {
    while (!queue.isEmpty() && crew.hasIdle()) {
      Job job = queue.removeFirst();
      long now = out.now();
      if (job.deadlineAt() <= now) {
        fail(job, expiry(job), List.of());
        continue;
      }
      Worker worker = crew.takeIdle().orElseThrow();
      worker.to(Worker.State.BUSY);
      worker.hold(job);
      job.heldBy(worker, now);
      worker.send(new Frame(FrameType.TASK, job.id(), job.payload()));
    }
    leaveIfDone();
  }

  /** Cancels a task; tells whether it will end as cancelled. */
  public boolean cancel(Job job, String reason) {
    return switch (job.stage()) {
      case QUEUED -> {
        queue.remove(job);
        out.log(Level.INFO, job + " cancelled while queued: " + reason);
        end(job, new Ending.Cancelled(reason));
        leaveIfDone();
        yield true;
      }
      case HELD -> ladder.cancel(job, reason);
      case ANSWERED, ENDED -> false;
    };
  }

  private void expire(Job job) {
    switch (job.stage()) {
      case QUEUED -> {
        queue.remove(job);
        fail(job, expiry(job), List.of());
        leaveIfDone();
      }
      case HELD -> ladder.expire(job);
      case ANSWERED, ENDED -> {}
    }
  }

  private static FailureCause expiry(Job job) {
    return new FailureCause.DeadlineExceeded(job.limit().orElseThrow());
  }

  /** The process runs. */
  public void spawned(Worker worker, long pid) {
    worker.runsAs(pid);
  }

  /** A worker has proved who it is and waits for a task. */
  public void ready(Worker worker) {
    if (worker.is(Worker.State.STARTING)) {
      crew.ready(worker);
      dispatch();
    }
  }

  /** The worker has the whole task. */
  public void started(Worker worker, long task) {
    Job job = worker.job().orElse(null);
    if (job != null && job.id() == task && !job.begun()) {
      job.begins();
    } else {
      broken(worker, "a start of task " + task);
    }
  }

  /** The worker is done with the task and has sent a RESULT or a FAILURE. */
  public void answered(Worker worker, Frame answer) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    Job job = worker.job().orElse(null);
    if (job == null || job.id() != answer.task() || !job.begun()) {
      broken(worker, "an answer to task " + answer.task());
      return;
    }
    crew.release(worker);
    if (job.cancelled().isPresent()) {
      endCancelled(job, job.cancelled().get());
    } else if (job.expired()) {
      fail(job, expiry(job), List.of());
    } else {
      job.answered();
      reading.add(job);
      out.decode(job, answer);
    }
    dispatch();
  }

  /** An answer has been read. */
  public void decoded(Job job, Decoded answer) {
    if (!job.is(Job.Stage.ANSWERED)) {
      return;
    }
    switch (answer) {
      case Decoded.Value(var value) -> end(job, new Ending.Returned(value));
      case Decoded.Thrown(Throwable thrown) ->
          fail(job, new FailureCause.TaskThrew(thrown), List.of());
      case Decoded.Unreadable(String why) ->
          end(
              job,
              new Ending.Failed(
                  new FailureCause.ProtocolBroken(why),
                  Delivery.RESULT_LOST,
                  job.evidence(out.now(), List.of())));
    }
    leaveIfDone();
  }

  /** The stack that was asked for. */
  public void dumped(Worker worker, long task, String stack) {
    ladder.dumped(worker, task, stack);
  }

  /** The worker said what no worker says: it can't be trusted any more. */
  public void broken(Worker worker, String what) {
    worker.condemn("unexpected in the protocol: " + what);
    crew.kill(worker);
  }

  /** The connection ended; the process should follow at once. */
  public void hungUp(Worker worker) {
    ladder.hungUp(worker);
  }

  /** The process is gone, and all that it had sent was heard. */
  @Override
  public void died(Worker worker, Death death) {
    if (worker.is(Worker.State.DEAD)) {
      return;
    }
    boolean told = worker.toldToLeave() || (!open && queue.isEmpty());
    boolean expected = aborted || (told && worker.job().isEmpty());
    Obituary obituary = Obituary.of(worker, death);
    crew.bury(worker, obituary.startupReason());
    if (!expected) {
      counts.workerLost();
      out.log(Level.WARNING, obituary.line(wanted()));
    }
    worker.job().ifPresent(job -> lost(job, worker, death, obituary.cause()));
    if (wanted()) {
      crew.replace(worker.slot());
      crew.fill();
    }
    failQueueIfHopeless();
    dispatch();
  }

  private void lost(Job job, Worker worker, Death death, FailureCause cause) {
    worker.letGo();
    if (job.cancelled().isPresent()) {
      endCancelled(job, job.cancelled().get());
    } else if (job.expired()) {
      fail(job, expiry(job), death.output());
    } else if (!job.begun() && job.attempts() < MAX_ATTEMPTS) {
      counts.requeued();
      job.backToQueue();
      queue.addFirst(job);
    } else {
      Delivery delivery = death.answerCut() ? Delivery.RESULT_LOST : job.delivery();
      end(job, new Ending.Failed(cause, delivery, job.evidence(out.now(), death.output())));
    }
  }

  private boolean wanted() {
    return !aborted && (open || !queue.isEmpty());
  }

  private void failQueueIfHopeless() {
    crew.hopeless()
        .ifPresent(reason -> {
          for (Job job : List.copyOf(queue)) {
            queue.remove(job);
            fail(job, new FailureCause.StartupFailed(reason), List.of());
          }
        });
  }

  private void fail(Job job, FailureCause cause, List<String> output) {
    end(job, new Ending.Failed(cause, job.delivery(), job.evidence(out.now(), output)));
  }

  private void endCancelled(Job job, String reason) {
    out.log(
        Level.INFO,
        "%s cancelled while running for %s on %s: %s"
            .formatted(
                job,
                Amounts.time(job.held(out.now())),
                job.worker().map(Worker::toString).orElse("no worker"),
                reason));
    end(job, new Ending.Cancelled(reason));
  }

  private void end(Job job, Ending ending) {
    TaskPhase where = job.phase();
    job.end();
    reading.remove(job);
    counts.ended(ending, where);
    out.ended(job, ending);
  }

  /** No more tasks; what was submitted is finished, then the workers leave. */
  public void close() {
    open = false;
    leaveIfDone();
  }

  /** Kills everything now. */
  public void abort() {
    open = false;
    if (aborted) {
      return;
    }
    aborted = true;
    String reason = "the pool was aborted";
    for (Job job : List.copyOf(queue)) {
      queue.remove(job);
      end(job, new Ending.Cancelled(reason));
    }
    List.copyOf(reading).forEach(job -> end(job, new Ending.Cancelled(reason)));
    for (Worker worker : crew.workers()) {
      worker.job().filter(job -> !job.stopping()).ifPresent(job -> job.cancel(reason));
    }
    crew.killAll();
    leaveIfDone();
  }

  private void leaveIfDone() {
    if (open || !queue.isEmpty()) {
      return;
    }
    crew.giveUpPauses();
    crew.retireIdle();
    if (crew.isEmpty() && counts.running(0) == 0 && !terminated) {
      terminated = true;
      out.terminated();
    }
  }

  /** Runs what is due. */
  public void tick() {
    timers.runDue(out.now());
  }

  /** When {@link #tick} is needed next. */
  public OptionalLong nextTick() {
    return timers.next();
  }

  /** How things stand. */
  public PoolStatistics statistics() {
    return counts.look(plan.size(), queue.size(), crew.workers());
  }
}
