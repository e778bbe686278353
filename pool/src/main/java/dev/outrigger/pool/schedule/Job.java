package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.events.TaskAccount;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wire.Sight;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One task as the scheduler sees it.
 *
 * <p>Threading: under the scheduler's lock, but for id, name, {@link #phase} and {@link #endedIn}.
 */
public final class Job {
  private static final byte[] GONE = {};

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
  private final Work work;
  private final Terms terms;
  private final Trust trust;
  private final Consumer<Ending> owner;
  private final Conversation conversation;
  private final long submittedAt;
  private byte[] body;

  private volatile Stage stage = Stage.QUEUED;
  private volatile TaskPhase lastPhase = TaskPhase.QUEUED;
  private volatile @Nullable Worker worker;
  private @Nullable Alarm deadline;
  private @Nullable Alarm stop;
  private long heldSince;
  private long queuedFor = -1;
  private int attempts;
  private volatile Pace pace = new Pace();
  private int answerSize;
  private boolean unread;
  private Optional<String> trace = Optional.empty();
  private boolean begun;
  private boolean expired;
  private final Turnstile turnstile = new Turnstile();
  private Optional<String> cancelled = Optional.empty();
  private Optional<String> stack = Optional.empty();
  private OptionalLong heapUsed = OptionalLong.empty();
  private final List<String> earlier = new ArrayList<>();

  /** A task that was not submitted yet; {@code owner} hears its ending, outside the lock. */
  public Job(
      long id,
      Work work,
      long submittedAt,
      Terms terms,
      Trust trust,
      Conversation conversation,
      Consumer<Ending> owner) {
    this.id = id;
    this.work = work;
    this.body = work.body();
    this.submittedAt = submittedAt;
    this.terms = terms;
    this.trust = trust;
    this.conversation = conversation;
    this.owner = owner;
  }

  /** Unique in the pool, from 1. */
  public long id() {
    return id;
  }

  /** For people. */
  public String name() {
    return work.name();
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

  /** What is let in of its result. */
  public Trust trust() {
    return trust;
  }

  /** Who hears of the end. */
  public Consumer<Ending> owner() {
    return owner;
  }

  Stage stage() {
    return stage;
  }

  boolean is(Stage expected) {
    return stage == expected;
  }

  Work work() {
    return work;
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
    byte[] head = TaskHeader.head(work.functionNumber(), left(now));
    return new Frame(FrameType.TASK, id, head, body);
  }

  /** As it is given to the task that waits for it, to be run inside that one. */
  Frame frameInside(Family.Kin kin, long now) {
    byte[] head =
        ByteBuffer.allocate(4 + 8 + TaskHeader.HEAD)
            .putInt(kin.number())
            .putLong(id)
            .put(TaskHeader.head(Definition.NONE, left(now)))
            .array();
    return NoteKind.RUN.frame(FrameType.NUDGE, kin.parent().id(), head, body);
  }

  private long left(long now) {
    long end = deadlineAt();
    return end == Long.MAX_VALUE ? end : Math.max(0, end - now);
  }

  /** What is left of its deadline. */
  public Optional<Duration> remaining(long now) {
    return terms.limit().map(_ -> Duration.ofNanos(left(now)));
  }

  /** Its end in figures. */
  public TaskAccount account(long now, Ending ending) {
    String outcome =
        switch (ending) {
          case Ending.Returned _ -> "RETURNED";
          case Ending.Failed failed -> failed.cause().label();
          case Ending.Cancelled _ -> "CANCELLED";
        };
    Optional<String> delivery =
        ending instanceof Ending.Failed failed
            ? Optional.of(failed.delivery().name())
            : Optional.empty();
    boolean held = worker != null;
    return new TaskAccount(
        id,
        name(),
        worker().map(Worker::toString),
        Duration.ofNanos((held ? heldSince : now) - submittedAt),
        held ? held(now) : Duration.ZERO,
        outcome,
        delivery,
        work.body().length,
        answerSize,
        trace);
  }

  /** It belongs to this trace. */
  public Job tracedAs(Optional<String> traceId) {
    trace = traceId;
    return this;
  }

  /** Id of the trace that it belongs to. */
  public Optional<String> trace() {
    return trace;
  }

  /** How it is named where lines are tagged. */
  String tag() {
    return trace.map(id -> this + ", trace " + id).orElseGet(this::toString);
  }

  /** Its answer is for another process, and is not read in this one. */
  public Job unread() {
    unread = true;
    return this;
  }

  /** Whether its answer stays in bytes. */
  public boolean isUnread() {
    return unread;
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

  /** Hears what it says while it runs. */
  public Conversation conversation() {
    return conversation;
  }

  Terms terms() {
    return terms;
  }

  /** Under which the deaths of its workers are counted. */
  String key() {
    return terms.key().orElse(name());
  }

  Optional<Duration> limit() {
    return terms.limit();
  }

  Duration grace() {
    return terms.grace();
  }

  long deadlineAt() {
    return terms.limit().map(time -> Timers.after(submittedAt, time)).orElse(Long.MAX_VALUE);
  }

  void watch(Alarm alarm) {
    deadline = alarm;
  }

  void heldBy(Worker holder, long now) {
    stage = Stage.HELD;
    worker = holder;
    heldSince = now;
    if (queuedFor < 0) {
      queuedFor = now - submittedAt;
    }
  }

  /** How long it waited for its first worker; negative: it still does. */
  long queuedFor() {
    return queuedFor;
  }

  /** What can't be asked for again is not kept. */
  void begins() {
    begun = true;
    if (earlier.size() >= terms.retries().times()) {
      body = GONE;
    }
  }

  boolean begun() {
    return begun;
  }

  /** It was next on a worker that died; tells how often that has happened. */
  int lostBeforeItBegan() {
    return ++attempts;
  }

  /** All over again, with what is left of its deadline. */
  void isTriedAgain(FailureCause cause, Delivery how) {
    earlier.add(
        "%s: %s, %s".formatted(worker().map(Worker::toString).orElse("queue"), cause.label(), how));
    begun = false;
    attempts = 0;
    backToQueue();
  }

  int retried() {
    return earlier.size();
  }

  void backToQueue() {
    stage = Stage.QUEUED;
    worker = null;
  }

  Turnstile turnstile() {
    return turnstile;
  }

  /** Its submitter may go on. */
  public void admit() {
    turnstile.open();
  }

  /** Waits until then; false: the thread was interrupted, and still is. */
  public boolean awaitAdmission() {
    return turnstile.pass();
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

  /** It was told to stop; the first reason stays. */
  boolean stopping() {
    return expired || cancelled.isPresent();
  }

  void expire() {
    expired = true;
  }

  boolean expired() {
    return expired;
  }

  void cancel(String reason) {
    cancelled = Optional.of(reason);
  }

  Optional<String> cancelled() {
    return cancelled;
  }

  /** The step that is due if it does not stop. */
  Alarm stop(Timers timers) {
    if (stop == null) {
      stop = new Alarm(timers);
    }
    return stop;
  }

  void seen(Sight sight) {
    stack = Optional.of(sight.stack());
    heapUsed = OptionalLong.of(sight.heapUsed());
  }

  void end() {
    lastPhase = phase();
    stage = Stage.ENDED;
    body = GONE;
    clear(deadline);
    clear(stop);
  }

  private static void clear(@Nullable Alarm alarm) {
    if (alarm != null) {
      alarm.clear();
    }
  }

  Duration held(long now) {
    return Duration.ofNanos(now - heldSince);
  }

  Delivery delivery() {
    return begun ? Delivery.STARTED : Delivery.NOT_STARTED;
  }

  Evidence evidence(long now, List<String> output) {
    return new Evidence(
        worker().map(Worker::toString),
        worker().map(Worker::pid).orElse(OptionalLong.empty()),
        Duration.ofNanos(now - submittedAt),
        stack,
        heapUsed,
        output,
        earlier);
  }

  @Override
  public String toString() {
    return "task " + id + " (" + work.name() + ")";
  }
}
