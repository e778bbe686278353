package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.codec.TaskHeader;
import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.wire.Definition;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One worker process as the scheduler sees it. A slot that gets a new process gets a new object
 * with the next generation, so an event about an old one can't be mistaken.
 *
 * <p>Threading: under the scheduler's lock, but for slot, generation and {@link #toString}.
 */
public final class Worker {
  /** In place of a task's number. */
  public static final long INITIALIZER = 0;

  /** The life of a worker. */
  enum State {
    STARTING,
    READY,
    BUSY,
    RETIRING,
    KILLING,
    DEAD
  }

  private static final Map<State, Set<State>> LEGAL =
      Map.of(
          State.STARTING, Set.of(State.READY, State.KILLING, State.DEAD),
          State.READY, Set.of(State.BUSY, State.RETIRING, State.KILLING, State.DEAD),
          State.BUSY, Set.of(State.READY, State.RETIRING, State.KILLING, State.DEAD),
          State.RETIRING, Set.of(State.KILLING, State.DEAD),
          State.KILLING, Set.of(State.DEAD),
          State.DEAD, Set.of());

  private final int slot;
  private final long generation;
  private final Alarms alarms;
  private final Fitness fitness;
  private final Load load = new Load();
  private final Recalls recalls = new Recalls();
  private final Verdict verdict = new Verdict();
  private final Set<Integer> known = new HashSet<>();
  private State state = State.STARTING;
  private volatile @Nullable Line line;
  private OptionalLong pid = OptionalLong.empty();
  private boolean everReady;
  private boolean initializes;
  private boolean toldToLeave;
  private boolean outOfService;
  private boolean stoodStill;

  Worker(int slot, long generation, Timers timers, Fitness fitness) {
    this.slot = slot;
    this.generation = generation;
    this.alarms = new Alarms(timers);
    this.fitness = fitness;
  }

  /** Its place in the pool, from 1. */
  public int slot() {
    return slot;
  }

  /** Number of its spawn, unique in the pool. */
  public long generation() {
    return generation;
  }

  State state() {
    return state;
  }

  boolean is(State expected) {
    return state == expected;
  }

  /** Its connection has ended, or its JVM is shutting down: it gets nothing more. */
  void takeOutOfService() {
    outOfService = true;
  }

  boolean isOutOfService() {
    return outOfService;
  }

  /** Whether it works and is well. */
  boolean computes() {
    return state == State.BUSY && !outOfService;
  }

  boolean isOnItsWayOut() {
    return state == State.RETIRING
        || state == State.KILLING
        || (state == State.BUSY && outOfService);
  }

  void to(State next) {
    if (!LEGAL.getOrDefault(state, Set.of()).contains(next)) {
      throw new IllegalStateException(this + " can't go from " + state + " to " + next);
    }
    state = next;
    everReady |= next == State.READY;
  }

  /** It was asked to go, so its going is no loss. */
  void tellToLeave() {
    toldToLeave = true;
    send(new Frame(FrameType.STOP, 0));
  }

  boolean toldToLeave() {
    return toldToLeave;
  }

  boolean everReady() {
    return everReady;
  }

  Alarms alarms() {
    return alarms;
  }

  void attach(Line newLine) {
    line = newLine;
  }

  void send(Frame frame) {
    line().ifPresent(open -> open.send(frame));
  }

  void kill() {
    line().ifPresent(Line::kill);
  }

  private Optional<Line> line() {
    return Optional.ofNullable(line);
  }

  /** Reads at once what it has said; by any thread, without the lock. */
  void listen() {
    line().ifPresent(Line::listen);
  }

  /** The tasks that it holds; a dead worker keeps them for its obituary. */
  Load load() {
    return load;
  }

  /** The task that it runs, or will in a moment. */
  Optional<Job> job() {
    return load.first();
  }

  /** Whether this task may be sent to it although it is busy. */
  boolean takesMore(Job job) {
    return computes()
        && !recalls.isOpen()
        && !load.hasInside()
        && load.hasRoomFor(job)
        && fitness.tasksLeft(load.size()) > 0;
  }

  /** Whether it can run another task inside this one. */
  boolean runsInside(Job outer) {
    return computes()
        && condemned().isEmpty()
        && load.running(outer.id()).isPresent()
        && !outer.stopping().isOrdered();
  }

  /** Asks for all that has not begun; until that has come, it gets nothing more. */
  void recall() {
    recalls.order();
    send(new Frame(FrameType.RECALL, 0));
  }

  Recalls recalls() {
    return recalls;
  }

  /** How long it may stay. */
  Fitness fitness() {
    return fitness;
  }

  /** Marks those of its tasks that have begun, by what it noted itself. */
  void lookAtLedger() {
    line().ifPresent(open -> load.markBegun(open.begun()));
  }

  /** It was told to run the initializer. */
  boolean initializes() {
    return initializes;
  }

  /** The first thing that it does; it is ready when it has answered. */
  void initialize(TaskMessage.Encoded initializer) {
    initializes = true;
    initializer.function().filter(this::learns).map(Definition::frame).ifPresent(this::send);
    byte[] head = TaskHeader.head(TaskMessage.number(initializer.function()), Long.MAX_VALUE);
    send(new Frame(FrameType.TASK, INITIALIZER, head, initializer.body()));
  }

  /** Whether it must be taught this function now; it then counts as known. */
  boolean learns(Definition function) {
    return known.add(function.number());
  }

  void runsAs(long processId) {
    pid = OptionalLong.of(processId);
  }

  /** Whether its process was seen to stand still when that was looked at last. */
  boolean stoodStill() {
    return stoodStill;
  }

  void stoodStill(boolean now) {
    stoodStill = now;
  }

  /** Its process, once that runs. */
  public OptionalLong pid() {
    return pid;
  }

  /** What the pool itself has against it. */
  Verdict verdict() {
    return verdict;
  }

  Optional<String> condemned() {
    return verdict.reason();
  }

  void condemn(String reason) {
    verdict.give(new FailureCause.ProtocolBroken(reason), reason);
  }

  /** Who prints, with the task that it holds. */
  public String label() {
    return load.innermost().map(job -> this + ", " + job.tag()).orElseGet(this::toString);
  }

  /** The same for one of its tasks; 0 or one that has ended: none. */
  public String label(long task) {
    return load.running(task).map(job -> this + ", " + job.tag()).orElseGet(this::toString);
  }

  @Override
  public String toString() {
    return "worker " + slot;
  }
}
