package dev.outrigger.pool.schedule;

import dev.outrigger.pool.PoolStatistics;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.Sight;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Decides which worker runs what and what becomes of a task whose worker dies. A plain
 * single-threaded machine: each public method is one event, takes no time and touches the world
 * only through {@link Surroundings}. So races are orders of events, and tests replay them.
 *
 * <p>The rule behind it: a task leaves the parent's queue only for a worker that is free, or that
 * has so little to do that it need not wait; and each worker runs one at a time. A dead worker
 * therefore costs one task, and none at all if that had not begun: the others go elsewhere.
 *
 * <p>Threading: all methods under one lock, held by the caller.
 */
public final class Scheduler implements Crew.Owner {
  private final Plan plan;
  private final Surroundings out;
  private final Timers timers = new Timers();
  private final Counts counts = new Counts();
  private final Register register;
  private final Crew crew;
  private final StopLadder ladder;
  private final Dispatcher queue;
  private final Retrial retrial;
  private final Returns returns;
  private final Sickbay sickbay;
  private final Door door;
  private final Gate gate;
  private final Upkeep upkeep;
  private final HangWatch hangWatch;
  private final Growth growth;
  private final Family family = new Family();
  private final Nesting nesting;
  private final Closing closing;
  private final EarlyEnds ends;
  private final Deaths deaths;

  /** Nothing happens before {@link #start}. */
  public Scheduler(Plan plan, Surroundings out) {
    this(plan, out, new SplittableRandom());
  }

  /** The same with jitter that can be repeated. */
  Scheduler(Plan plan, Surroundings out, RandomGenerator random) {
    this.plan = plan;
    this.out = out;
    sickbay = new Sickbay(plan.quarantine());
    register = new Register(out, counts, sickbay, family);
    crew = new Crew(plan, out, timers, counts, random, this);
    ladder = new StopLadder(out, timers, crew);
    upkeep = new Upkeep(plan.recycling(), out, timers, counts, crew);
    hangWatch = new HangWatch(plan.hungAfter(), out, crew);
    queue = new Dispatcher(plan, out, crew, register, counts, sickbay, upkeep, hangWatch, family);
    retrial = new Retrial(out, timers, counts, new Backoff(random), this::tryAgain);
    Losses losses = new Losses(out, family, register, counts, queue, retrial, sickbay);
    returns = new Returns(out, family, register, counts, crew, upkeep, queue, losses, sickbay);
    door = new Door(plan.queueCapacity(), out);
    gate = new Gate(plan, out, counts, register, crew, queue, door);
    nesting = new Nesting(out, timers, family, queue, crew, counts);
    growth = new Growth(plan.sizing(), out, timers, crew, queue);
    closing = new Closing(out, register, queue, retrial, crew, upkeep, growth);
    deaths = new Deaths(out, counts, crew, losses, closing);
    ends =
        new EarlyEnds(
            family, register, queue, retrial, losses, ladder, crew.hiring(), door, closing);
  }

  /** Starts the workers. */
  public void start() {
    crew.hiring().fill();
    upkeep.start();
  }

  /**
   * A new task.
   *
   * @param mayWait whether its submitter can do what it is told; else a full queue refuses it
   */
  public Admission submit(Job job, boolean mayWait) {
    Admission admission = gate.admit(job, closing.isOpen(), mayWait);
    accepted(job);
    return admission;
  }

  private void accepted(Job job) {
    job.watch(timers, () -> ends.expire(job));
    ends.failQueueIfHopeless();
    dispatch();
  }

  /** A task that runs has submitted another one. */
  public void submitNested(Job parent, int number, Job child) {
    if (nesting.adopts(parent, number, child)) {
      gate.admitNested(child);
      accepted(child);
    }
  }

  /** A task waits for one that it has submitted. */
  public void awaitNested(Job parent, int number) {
    nesting.await(parent, number);
    dispatch();
  }

  /** A task no longer needs one that it has submitted. */
  public void abandonNested(Job parent, int number, String reason, boolean running) {
    nesting.abandoned(parent, number, running).ifPresent(child -> ends.cancel(child, reason));
  }

  private void tryAgain(Job job) {
    queue.add(job);
    crew.hiring().fill();
    ends.failQueueIfHopeless();
    dispatch();
  }

  private void dispatch() {
    ends.cancelOrphans();
    queue.dispatch();
    growth.changed();
    door.open(queue.sizeOfOuter());
    ends.leaveIfDone();
  }

  /** Cancels a task; tells whether it will end as cancelled. */
  public boolean cancel(Job job, String reason) {
    return ends.cancel(job, reason);
  }

  /** The deadline of a task counts no more; tells whether that came in time. */
  public boolean liftDeadline(Job job) {
    return ends.liftDeadline(job);
  }

  /** Ends a task as at its deadline. */
  public void expire(Job job) {
    ends.expire(job);
  }

  /** The process runs. */
  public void spawned(Worker worker, long pid) {
    worker.runsAs(pid);
  }

  /** A worker has proved who it is. */
  public void greeted(Worker worker) {
    if (worker.is(Worker.State.STARTING)) {
      plan.initializer().ifPresentOrElse(worker::initialize, () -> ready(worker));
    }
  }

  /** A worker's initializer has failed. */
  public void notInitialized(Worker worker, String why) {
    if (worker.is(Worker.State.STARTING)) {
      worker.condemn("its initializer failed: " + why);
      crew.kill(worker);
    }
  }

  /** A worker waits for its first task. */
  public void ready(Worker worker) {
    if (worker.is(Worker.State.STARTING) && !worker.isOutOfService()) {
      crew.ready(worker);
      upkeep.workerReady();
      dispatch();
    }
  }

  /** The worker has the whole of a large task. */
  public void started(Worker worker, long task) {
    returns.started(worker, task);
  }

  /** A task's answer came; reading it takes place elsewhere. */
  public void answered(Worker worker, Frame answer) {
    if (worker.is(Worker.State.BUSY)) {
      returns
          .answered(worker, answer)
          .ifPresent(job -> out.decode(job, answer).ifPresent(decoded -> decoded(job, decoded)));
      dispatch();
    }
  }

  /** These tasks had not begun on this worker and never will. */
  public void givenBack(Worker worker, List<Long> tasks, boolean recalled) {
    if (worker.is(Worker.State.BUSY)) {
      returns.givenBack(worker, tasks, recalled);
      dispatch();
    }
  }

  /** An answer has been read. */
  public void decoded(Job job, Decoded answer) {
    if (job.is(Job.Stage.ANSWERED)) {
      returns.decoded(job, answer);
      ends.leaveIfDone();
    }
  }

  /** Whom a note of this worker about this task is for; empty: it no longer holds it. */
  public Optional<Job> speaker(Worker worker, long task) {
    return worker.load().running(task).filter(job -> job.is(Job.Stage.HELD));
  }

  /** Says something to a task, if it still runs. */
  public void nudge(Worker worker, Frame nudge) {
    if (speaker(worker, nudge.task()).isPresent()) {
      worker.send(nudge);
    }
  }

  /** Whether its process stands still by a signal. */
  public void observed(Worker worker, boolean still) {
    hangWatch.observed(worker, still);
  }

  /** How much memory its process holds. */
  public void measured(Worker worker, long residentBytes) {
    upkeep.measured(worker, residentBytes);
  }

  /** How things stand with a task, as was asked for. */
  public void dumped(Worker worker, long task, Sight sight) {
    ladder.dumped(worker, task, sight);
  }

  /** The worker said what no worker says: it can't be trusted any more. */
  public void broken(Worker worker, String what) {
    crew.distrust(worker, what);
  }

  /** The connection ended; the process should follow at once. */
  public void hungUp(Worker worker) {
    ladder.hungUp(worker);
    dispatch();
  }

  /** Its JVM has begun to shut down; the process should be gone in a moment. */
  public void leaves(Worker worker) {
    ladder.leaves(worker);
    dispatch();
  }

  /** The process is gone, and all that it had sent was heard. */
  @Override
  public void died(Worker worker, Death death) {
    if (!worker.is(Worker.State.DEAD)) {
      deaths.settle(worker, death);
      ends.failQueueIfHopeless();
      dispatch();
    }
  }

  @Override
  public boolean hires() {
    return closing.hires();
  }

  /** No more tasks; what was submitted is finished, then the workers leave. */
  public void close() {
    closing.close();
    ends.leaveIfDone();
  }

  /** Kills everything now. */
  public void abort() {
    closing.abort();
    door.open(0);
    ends.leaveIfDone();
  }

  /**
   * An event met a bug of this scheduler, and has happened only in part. Every task ends and every
   * worker is killed, since nobody may wait for what will not come.
   */
  public void breakDown(Throwable bug) {
    closing.breakDown("a bug in the pool has ended it: " + bug);
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
    return counts.look(
        plan.sizing(), queue.size(), retrial.size(), sickbay.inside(), crew.roster().workers());
  }
}
