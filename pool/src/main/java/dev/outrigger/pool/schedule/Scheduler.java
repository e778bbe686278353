package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.wire.Frame;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final Plan plan;
  private final Surroundings out;
  private final Timers timers = new Timers();
  private final Counts counts = new Counts();
  private final Register register;
  private final Crew crew;
  private final StopLadder ladder;
  private final Dispatcher queue;
  private final Losses losses;
  private final Pace.Book paces = new Pace.Book();
  private boolean open = true;
  private boolean aborted;
  private boolean terminated;

  /** Nothing happens before {@link #start}. */
  public Scheduler(Plan plan, Surroundings out) {
    this.plan = plan;
    this.out = out;
    this.register = new Register(out, counts);
    this.crew = new Crew(plan, out, timers, counts, this);
    this.ladder = new StopLadder(out, timers, crew);
    this.queue = new Dispatcher(out, crew, register);
    this.losses = new Losses(register, counts, queue);
  }

  /** Starts the workers. */
  public void start() {
    crew.fill();
  }

  /** A new task. */
  public void submit(Job job) {
    if (!open) {
      counts.rejected();
      throw Refusals.closed();
    }
    if (!crew.hasIdle() && queue.size() >= plan.queueCapacity()) {
      counts.rejected();
      throw Refusals.full(plan.size(), queue.size());
    }
    register.accept(job);
    job.goesAt(paces.of(job.name()));
    queue.add(job);
    if (job.limit().isPresent()) {
      Alarm deadline = new Alarm(timers);
      deadline.set(job.deadlineAt(), () -> expire(job));
      job.watch(deadline);
    }
    failQueueIfHopeless();
    dispatch();
  }

  private void dispatch() {
    queue.dispatch();
    leaveIfDone();
  }

  /** Cancels a task; tells whether it will end as cancelled. */
  public boolean cancel(Job job, String reason) {
    return switch (job.stage()) {
      case QUEUED, ANSWERED -> {
        endNow(job, lost -> register.cancelled(lost, reason));
        yield true;
      }
      case HELD -> ladder.cancel(job, reason);
      case ENDED -> false;
    };
  }

  private void expire(Job job) {
    switch (job.stage()) {
      case QUEUED, ANSWERED -> endNow(job, lost -> register.expired(lost, List.of()));
      case HELD -> ladder.expire(job);
      case ENDED -> {}
    }
  }

  private void endNow(Job job, Consumer<Job> end) {
    queue.remove(job);
    end.accept(job);
    leaveIfDone();
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

  /** The worker has the whole of a large task. */
  public void started(Worker worker, long task) {
    Job job = worker.job().orElse(null);
    if (job != null && job.id() == task && !job.begun()) {
      job.begins();
    } else {
      broken(worker, "a start of task " + task);
    }
  }

  /** A task's answer came; reading it takes place elsewhere. */
  public void answered(Worker worker, Frame answer) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    Job job = worker.job().orElse(null);
    if (job == null || job.id() != answer.task()) {
      broken(worker, "an answer to task " + answer.task());
      return;
    }
    job.pace().took(worker.load().finishFirst(out.now()));
    job.begins();
    releaseIfFree(worker);
    if (!register.endedByOrder(job, List.of())) {
      job.answered();
      out.decode(job, answer).ifPresent(decoded -> decoded(job, decoded));
    }
    dispatch();
  }

  private void releaseIfFree(Worker worker) {
    if (worker.load().isEmpty() && worker.is(Worker.State.BUSY)) {
      crew.release(worker);
    }
  }

  /** These tasks had not begun on this worker and never will. */
  public void givenBack(Worker worker, List<Long> tasks, boolean recalled) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    if (recalled) {
      worker.recallAnswered();
    }
    List<Job> jobs = new ArrayList<>();
    for (long task : tasks) {
      worker
          .load()
          .take(task)
          .filter(job -> !register.endedByOrder(job, List.of()))
          .ifPresent(jobs::add);
    }
    queue.putBack(jobs);
    releaseIfFree(worker);
    dispatch();
  }

  /** An answer has been read. */
  public void decoded(Job job, Decoded answer) {
    if (!job.is(Job.Stage.ANSWERED)) {
      return;
    }
    switch (answer) {
      case Decoded.Value(@Nullable Object value) -> register.returned(job, value);
      case Decoded.Thrown(Throwable thrown) ->
          register.failed(job, new FailureCause.TaskThrew(thrown), List.of());
      case Decoded.Unreadable(String why) ->
          register.failed(
              job, new FailureCause.ProtocolBroken(why), Delivery.RESULT_LOST, List.of());
    }
    leaveIfDone();
  }

  /** Whom a note of this worker about this task is for; empty: it no longer holds it. */
  public Optional<Job> speaker(Worker worker, long task) {
    return worker.job().filter(job -> job.id() == task && job.is(Job.Stage.HELD));
  }

  /** Says something to a task, if it still runs. */
  public void nudge(Worker worker, Frame nudge) {
    if (speaker(worker, nudge.task()).isPresent()) {
      worker.send(nudge);
    }
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
    losses.bear(worker, death, obituary.cause());
    boolean replaced = !aborted && (open || !queue.isEmpty());
    if (!expected) {
      counts.workerLost();
      out.log(Level.WARNING, obituary.line(replaced));
    }
    if (replaced) {
      crew.replace(worker.slot());
      crew.fill();
    }
    failQueueIfHopeless();
    dispatch();
  }

  private void failQueueIfHopeless() {
    crew.hopeless()
        .ifPresent(reason -> {
          for (Job job : queue.all()) {
            FailureCause cause = new FailureCause.StartupFailed(reason);
            endNow(job, lost -> register.failed(lost, cause, List.of()));
          }
        });
  }

  /** No more tasks; what was submitted is finished, then the workers leave. */
  public void close() {
    open = false;
    leaveIfDone();
  }

  /** Kills everything now. */
  public void abort() {
    open = false;
    aborted = true;
    String reason = "the pool was aborted";
    queue.clear();
    for (Job job : register.unfinished()) {
      if (!job.is(Job.Stage.HELD)) {
        register.cancelled(job, reason);
      } else if (!job.stopping()) {
        job.cancel(reason);
      }
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
    if (crew.isEmpty() && register.isEmpty() && !terminated) {
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
