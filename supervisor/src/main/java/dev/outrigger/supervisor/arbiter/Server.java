package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.Optional;

/** A server process, as far as the arbiter knows. */
final class Server {
  private static final Duration TO_CLOSE = Duration.ofSeconds(10);

  private final int id;
  private final int slot;
  private final int generation;
  private final Recycling limits;
  private final long begun;
  private Stage stage = Stage.STARTING;
  private long since;
  private Health health = Health.UNKNOWN;
  private Optional<Long> stacksAsked = Optional.empty();
  private Optional<String> verdict = Optional.empty();
  private Optional<Duration> grace = Optional.empty();
  private boolean served;
  private boolean closed;

  Server(int id, int slot, int generation, Recycling limits, long now) {
    this.id = id;
    this.slot = slot;
    this.generation = generation;
    this.limits = limits;
    this.begun = now;
    this.since = now;
  }

  int id() {
    return id;
  }

  int slot() {
    return slot;
  }

  int generation() {
    return generation;
  }

  Stage stage() {
    return stage;
  }

  boolean is(Stage expected) {
    return stage == expected;
  }

  /** It is there for its slot, or will be. */
  boolean isComing() {
    return stage.compareTo(Stage.SERVING) < 0;
  }

  void become(Stage next, long now) {
    if (!stage.mayBecome(next)) {
      throw new IllegalStateException(this + " can't become " + next);
    }
    stage = next;
    since = now;
    served |= next == Stage.SERVING;
  }

  /** For how long it has been in its stage. */
  Duration inStage(long now) {
    return Duration.ofNanos(now - since);
  }

  /** Whether it has ever served. */
  boolean hasServed() {
    return served;
  }

  /** It has said that it takes no more connections. */
  void close() {
    closed = true;
  }

  /**
   * Whether it may still take connections though it is to leave. One that does not say anything is
   * not waited for for ever: it hangs, and is killed when its time to leave is up.
   */
  boolean mayAcceptYet(long now) {
    return is(Stage.LEAVING) && !closed && inStage(now).compareTo(TO_CLOSE) < 0;
  }

  void leaveWithin(Duration time) {
    grace = Optional.of(time);
  }

  /** How long its requests may go on while it leaves. */
  Duration grace() {
    return grace.orElse(Duration.ZERO);
  }

  /** Whether its end is no loss. */
  boolean wasToLeave() {
    return grace.isPresent();
  }

  Duration age(long now) {
    return Duration.ofNanos(now - begun);
  }

  Health health() {
    return health;
  }

  void tell(Health news) {
    health = news;
  }

  Optional<String> reasonToRecycle(long now) {
    return limits.reason(age(now), health);
  }

  Optional<Long> stacksAsked() {
    return stacksAsked;
  }

  void askedForStacks(long now) {
    stacksAsked = Optional.of(now);
  }

  /** Why it was killed or can't be used; the first reason counts. */
  Optional<String> verdict() {
    return verdict;
  }

  void condemn(String reason) {
    verdict = verdict.or(() -> Optional.of(reason));
  }

  /** For lines that people read. */
  String name() {
    return "server process " + id + " of slot " + slot;
  }

  @Override
  public String toString() {
    return "server " + id + " (slot " + slot + ", generation " + generation + ", " + stage + ")";
  }
}
