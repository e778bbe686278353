package dev.outrigger.pool.schedule;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
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
  private final Alarm alarm;
  private State state = State.STARTING;
  private @Nullable Line line;
  private @Nullable Job job;
  private OptionalLong pid = OptionalLong.empty();
  private Optional<String> condemned = Optional.empty();
  private boolean everReady;
  private boolean toldToLeave;

  Worker(int slot, long generation, Timers timers) {
    this.slot = slot;
    this.generation = generation;
    this.alarm = new Alarm(timers);
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

  /** The step that is due if the worker does not do by then what it was told. */
  Alarm alarm() {
    return alarm;
  }

  void attach(Line newLine) {
    line = newLine;
  }

  void send(Frame frame) {
    if (line != null) {
      line.send(frame);
    }
  }

  void kill() {
    if (line != null) {
      line.kill();
    }
  }

  /** The task that it holds. */
  Optional<Job> job() {
    return Optional.ofNullable(job);
  }

  void hold(Job next) {
    job = next;
  }

  /** A dead worker keeps it, for its obituary. */
  void letGo() {
    job = null;
  }

  void runsAs(long processId) {
    pid = OptionalLong.of(processId);
  }

  OptionalLong pid() {
    return pid;
  }

  /** Why the pool itself gives it up, where that says more than how its process ended. */
  Optional<String> condemned() {
    return condemned;
  }

  void condemn(String reason) {
    condemned = Optional.of(reason);
  }

  /** Who prints, with the task that it holds. */
  public String label() {
    return job == null ? toString() : this + ", " + job;
  }

  @Override
  public String toString() {
    return "worker " + slot;
  }
}
