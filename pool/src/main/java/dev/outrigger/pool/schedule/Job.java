package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.wire.Frame;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One task as the scheduler sees it.
 *
 * <p>Threading: under the scheduler's lock, but for id, name, {@link #phase} and {@link #endedIn}.
 */
public final class Job {
  /** Nothing is known: that of tasks which were not admitted yet. */
  private static final Pace UNKNOWN = new Pace();

  /**
   * QUEUED → HELD → ANSWERED → ENDED; HELD → QUEUED when the worker died before it began; QUEUED
   * and HELD → ENDED when it is lost or stopped; ANSWERED is while its answer is being read.
   */
  enum Stage {
    QUEUED,
    HELD,
    ANSWERED,
    ENDED
  }

  private final long id;
  private final String name;
  private final Terms terms;
  private final Caller caller;
  private final long submittedAt;
  private final Parcel parcel;
  private final Attempts attempts = new Attempts();
  private final Stopping stopping = new Stopping();

  private volatile Stage stage = Stage.QUEUED;
  private volatile TaskPhase lastPhase = TaskPhase.QUEUED;
  private volatile @Nullable Worker worker;
  private volatile Turnstile turnstile = Turnstile.OPEN;
  private volatile Pace pace = UNKNOWN;
  private int answerSize;
  private boolean lifted;

  /** A task that was not submitted yet. */
  public Job(long id, TaskMessage.Encoded work, long submittedAt, Terms terms, Caller caller) {
    this.id = id;
    this.name = work.name();
    this.parcel = new Parcel(work);
    this.submittedAt = submittedAt;
    this.terms = terms;
    this.caller = caller;
  }

  /** Unique in the pool, from 1. */
  public long id() {
    return id;
  }

  /** For people. */
  public String name() {
    return name;
  }

  /** Where it is now. */
  public TaskPhase phase() {
    return switch (stage) {
      case QUEUED -> TaskPhase.QUEUED;
      case HELD, ANSWERED -> TaskPhase.RUNNING;
      case ENDED -> TaskPhase.DONE;
    };
  }

  /** Where it was when it ended. */
  public Optional<TaskPhase> endedIn() {
    return stage == Stage.ENDED ? Optional.of(lastPhase) : Optional.empty();
  }

  /** Who asked for it. */
  public Caller caller() {
    return caller;
  }

  Stage stage() {
    return stage;
  }

  boolean is(Stage expected) {
    return stage == expected;
  }

  Parcel parcel() {
    return parcel;
  }

  Attempts attempts() {
    return attempts;
  }

  Stopping stopping() {
    return stopping;
  }

  /** How long its kind takes. */
  Pace pace() {
    return pace;
  }

  void goesAt(Pace known) {
    pace = known;
  }

  /** As it is sent at this time. */
  Frame frame(long now) {
    return parcel.frame(id, left(now));
  }

  /** As it is given to the task that waits for it, to be run inside that one. */
  Frame frameInside(Family.Kin kin, long now) {
    return parcel.frameInside(kin, id, left(now));
  }

  private long left(long now) {
    long end = deadlineAt();
    return end == Long.MAX_VALUE ? end : Math.max(0, end - now);
  }

  /** What is left of its deadline. */
  public Optional<Duration> remaining(long now) {
    long left = left(now);
    return left == Long.MAX_VALUE ? Optional.empty() : Optional.of(Duration.ofNanos(left));
  }

  /** How it is named where lines are tagged. */
  String tag() {
    return caller.trace().map(trace -> this + ", trace " + trace).orElseGet(this::toString);
  }

  /** Its kind is short enough to be waited for actively: on a core, not asleep. */
  public boolean isQuick() {
    return pace.isQuick();
  }

  /** Reads at once what its worker has said, if one holds it; by any thread, without the lock. */
  public void listen() {
    Worker holder = worker;
    if (holder != null) {
      holder.listen();
    }
  }

  Terms terms() {
    return terms;
  }

  /** Under which the deaths of its workers are counted. */
  String key() {
    return terms.key().orElse(name());
  }

  /** Has this done when its time is up. */
  void watch(Timers timers, Runnable atDeadline) {
    if (terms.isLimited()) {
      stopping.atDeadline(timers, atDeadline);
      stopping.deadlineIs(deadlineAt());
    }
  }

  long deadlineAt() {
    return Math.min(lastAnswerAt(), runEndsAt());
  }

  /** Only how long it runs counts from now on, and whoever expires it. */
  void liftDeadline() {
    lifted = true;
    stopping.deadlineIs(deadlineAt());
  }

  private long lastAnswerAt() {
    return lifted
        ? Long.MAX_VALUE
        : terms.limit().map(time -> Timers.after(submittedAt, time)).orElse(Long.MAX_VALUE);
  }

  /** Known only while a worker has it. */
  private long runEndsAt() {
    return stage == Stage.QUEUED
        ? Long.MAX_VALUE
        : terms
            .runLimit()
            .map(time -> Timers.after(attempts.heldSince(), time))
            .orElse(Long.MAX_VALUE);
  }

  /** The time that it had, where that was too little. */
  FailureCause.DeadlineExceeded deadline() {
    return runEndsAt() < lastAnswerAt()
        ? new FailureCause.DeadlineExceeded(terms.runLimit().orElseThrow(), true)
        : new FailureCause.DeadlineExceeded(terms.limit().orElse(Duration.ZERO), false);
  }

  void heldBy(Worker holder, long now) {
    stage = Stage.HELD;
    worker = holder;
    attempts.held(now);
    if (terms.runLimit().isPresent()) {
      stopping.deadlineIs(deadlineAt());
    }
  }

  long submittedAt() {
    return submittedAt;
  }

  /** What can't be asked for again is not kept. */
  void begins() {
    attempts.begin();
    if (attempts.retried() >= terms.retries().times()) {
      parcel.drop();
    }
  }

  /** All over again, with what is left of its deadline. */
  void isTriedAgain(FailureCause cause, Delivery how) {
    attempts.again(worker().map(Worker::toString).orElse("queue"), cause, how);
    backToQueue();
  }

  void backToQueue() {
    stage = Stage.QUEUED;
    worker = null;
    if (terms.runLimit().isPresent()) {
      stopping.deadlineIs(deadlineAt());
    }
  }

  /** Its submitter must wait. */
  void isHeldUp() {
    turnstile = Turnstile.shut();
  }

  /** Where its submitter waits for room in the queue. */
  public Turnstile turnstile() {
    return turnstile;
  }

  /** No worker has it: it is as if its answer were being read already. */
  void runsAtItsCaller() {
    begins();
    answered(0);
  }

  void answered(int bytes) {
    answerSize = bytes;
    stage = Stage.ANSWERED;
  }

  Optional<Worker> worker() {
    return Optional.ofNullable(worker);
  }

  int answerSize() {
    return answerSize;
  }

  void end() {
    lastPhase = phase();
    stage = Stage.ENDED;
    parcel.drop();
    stopping.end();
  }

  @Override
  public String toString() {
    return "task " + id + " (" + name + ")";
  }
}
