package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Alarm;
import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.runtime.clock.Timekeeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work that can be cancelled as a whole, and has the deadline of everything inside it.
 *
 * <p>Scopes nest. A cancellation reaches all that is inside, on whatever thread and in whatever
 * process, but for what is in a {@link #shield}. It arrives as an interrupt of the thread and is
 * level-triggered, as in Trio: code that swallows it meets it again, within milliseconds at first
 * and then at least once a second, until it has left the scope. So a clean-up that has to wait for
 * something belongs in a shield. Code behind the scope meets no interrupt of it.
 *
 * <p>Threading: {@link #cancel} and all questions from any thread, a loop's own included: nothing
 * in here waits. A scope has one body, which runs on the thread that calls {@link #run}.
 */
public final class Scope {
  private static final long NO_DEADLINE = Long.MAX_VALUE;
  private static final AtomicReferenceFieldUpdater<Scope, @Nullable Listeners> LISTENERS =
      AtomicReferenceFieldUpdater.newUpdater(Scope.class, Listeners.class, "listeners");
  private static final AtomicReferenceFieldUpdater<Scope, @Nullable Cancellation> CANCELLATION =
      AtomicReferenceFieldUpdater.newUpdater(Scope.class, Cancellation.class, "cancellation");

  private static final AtomicReferenceFieldUpdater<Scope, @Nullable Presence> PRESENCE =
      AtomicReferenceFieldUpdater.newUpdater(Scope.class, Presence.class, "presence");

  private final @Nullable Scope parent;
  private final Timekeeper time;
  // Only ever nearer, and only before the body begins.
  private volatile long deadline;
  // A scope for each request: what is not needed is not made.
  private volatile @Nullable Listeners listeners;
  private volatile @Nullable Cancellation cancellation;
  private volatile @Nullable Presence presence;
  private volatile boolean left;

  /** A scope inside the current one, if there is one, with no deadline of its own. */
  public Scope() {
    this(Place.here());
  }

  private Scope(Place here) {
    this(here.scope(), here.time(), NO_DEADLINE);
  }

  /** A scope inside this one, wherever the caller is. */
  Scope(Scope parent) {
    this(parent, parent.time, NO_DEADLINE);
  }

  /** One inside none. */
  Scope(Timekeeper time) {
    this(null, time, NO_DEADLINE);
  }

  private Scope(@Nullable Scope parent, Timekeeper time, long deadline) {
    this.parent = parent;
    this.time = time;
    this.deadline = parent == null ? deadline : Math.min(deadline, parent.deadline);
  }

  /** The innermost scope around the calling code. */
  public static Optional<Scope> current() {
    return Optional.ofNullable(Place.here().scope());
  }

  /**
   * Throws if the innermost scope was cancelled; a long computation calls it now and then.
   *
   * @throws CancelledException with who and why
   */
  public static void checkpoint() {
    Scope here = Place.here().scope();
    if (here != null) {
      here.throwIfCancelled();
    }
  }

  /**
   * Runs the body, but not for longer than this.
   *
   * @param limit from now; an outer deadline that is nearer wins
   * @throws TimeoutException when the body was ended by this limit, with what the body threw as the
   *     cause; a body that returns all the same has its result returned
   * @throws IllegalArgumentException if the limit is not above zero
   */
  public static <T extends @Nullable Object> T timeout(Duration limit, Callable<T> body)
      throws Exception {
    if (limit.isNegative() || limit.isZero()) {
      throw new IllegalArgumentException("a time-out must be above zero, but was " + limit);
    }
    return limited(limit, null, body);
  }

  /**
   * Runs the body, but not beyond this moment of the machine's clock. The time that is left is
   * taken now: a clock that is set meanwhile changes nothing.
   *
   * @param moment an outer deadline that is nearer wins
   * @throws TimeoutException when the body was ended by this deadline, with what the body threw as
   *     the cause; or when the moment is past already, before the body begins
   */
  public static <T extends @Nullable Object> T deadline(Instant moment, Callable<T> body)
      throws Exception {
    Duration left = Duration.between(Instant.now(), moment);
    if (left.isNegative() || left.isZero()) {
      throw new TimeoutException("the deadline at " + moment + " is past");
    }
    return limited(left, moment, body);
  }

  @SuppressWarnings("ReferenceEquality") // another deadline may have the same text
  private static <T extends @Nullable Object> T limited(
      Duration limit, @Nullable Instant moment, Callable<T> body) throws Exception {
    Place here = Place.here();
    Timekeeper time = here.time();
    long end = time.after(limit);
    Scope scope = new Scope(here.scope(), time, end);
    Deadline deadline = new Deadline(scope, limit, moment);
    Alarm alarm = time.at(end, deadline);
    try {
      return scope.enter(body, here);
    } catch (Exception e) {
      Cancellation struck = deadline.struck;
      if (struck != null && scope.cancellation == struck) {
        TimeoutException timeout = new TimeoutException(struck.reason());
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      alarm.giveUp();
    }
  }

  /** Says what it has to say only if it strikes. */
  private static final class Deadline implements Runnable {
    private final Scope scope;
    private final Duration limit;
    private final @Nullable Instant moment;
    private volatile @Nullable Cancellation struck;

    Deadline(Scope scope, Duration limit, @Nullable Instant moment) {
      this.scope = scope;
      this.limit = limit;
      this.moment = moment;
    }

    @Override
    public void run() {
      String which = moment == null ? "of " + Durations.text(limit) : "at " + moment;
      Cancellation why =
          new Cancellation(Cancellation.Source.DEADLINE, "the deadline " + which + " struck");
      struck = why;
      boolean _ = scope.cancel(why);
    }
  }

  /**
   * Runs the body out of reach of all cancellations and deadlines around it; they are met when it
   * has ended. For clean-ups that wait; they should have a deadline of their own, inside.
   */
  public static <T extends @Nullable Object> T shield(Callable<T> body) throws Exception {
    Place here = Place.here();
    return new Scope(null, here.time(), NO_DEADLINE).enter(body, here);
  }

  /**
   * Runs the body on the calling thread, inside this scope, and inside those around the call as
   * well, wherever the scope was made. A scope has one body.
   *
   * @throws CancelledException if the scope was cancelled before the body began
   * @throws IllegalStateException if the scope has had its body
   */
  public <T extends @Nullable Object> T run(Callable<T> body) throws Exception {
    Place here = Place.here();
    Scope around = here.scope();
    if (around == null || around.equals(parent)) {
      return enter(body, here);
    }
    deadline = Math.min(deadline, around.deadline);
    try (Registration _ = around.onCancel(new Child(this))) {
      return enter(body, here);
    }
  }

  /** The same where a task's thread begins, with no other scope around the call. */
  <T extends @Nullable Object> T runFirst(TaskThread task, Callable<T> body) throws Exception {
    return enter(body, new Place(null, task));
  }

  private <T extends @Nullable Object> T enter(Callable<T> body, Place from) throws Exception {
    Scope around = from.scope();
    Presence here = Presence.onThisThread(around == null ? null : around.presence);
    if (!PRESENCE.compareAndSet(this, null, here)) {
      throw new IllegalStateException("a scope has one body; make a new Scope for each");
    }
    try (Registration _ = parent == null ? Listeners.none() : parent.onCancel(new Child(this))) {
      throwIfCancelled();
      here.moveTo(this);
      try {
        return from.in(this).call(body::call);
      } finally {
        left = true;
        here.moveTo(around);
      }
    }
  }

  /**
   * Cancels everything inside. The first reason wins.
   *
   * @return whether this call was the one that cancelled it
   */
  public boolean cancel(Cancellation why) {
    if (!mark(why)) {
      return false;
    }
    // One after the other and not one inside the other, since scopes may nest deeper than a stack.
    ArrayDeque<Scope> next = new ArrayDeque<>();
    for (Scope each = this; each != null; each = next.poll()) {
      each.spread(why, next);
    }
    return true;
  }

  boolean mark(Cancellation why) {
    return !left && CANCELLATION.compareAndSet(this, null, why);
  }

  private void spread(Cancellation why, ArrayDeque<Scope> next) {
    Listeners told = listeners;
    if (told != null) {
      told.tell(why, next);
    }
    Presence inside = presence;
    if (inside != null) {
      inside.tell();
    }
  }

  /** How a scope hears of the cancellation of one around it. */
  record Child(Scope scope) implements Consumer<Cancellation> {
    @Override
    public void accept(Cancellation why) {
      boolean _ = scope.cancel(why);
    }
  }

  /** The same, as asked for by the program itself, with a reason for people. */
  public boolean cancel(String reason) {
    return cancel(new Cancellation(Cancellation.Source.CALLER, reason));
  }

  /** Who cancelled this scope and why, if anyone did. */
  public Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /** Whether this scope was cancelled. */
  public boolean isCancelled() {
    return cancellation != null;
  }

  /**
   * Throws if this scope was cancelled.
   *
   * @throws CancelledException with who and why
   */
  public void throwIfCancelled() {
    Cancellation why = cancellation;
    if (why != null) {
      throw new CancelledException(why);
    }
  }

  /**
   * Calls the listener once when this scope is cancelled, on the thread that cancels it; at once if
   * it has been. It must not wait.
   */
  public Registration onCancel(Consumer<Cancellation> listener) {
    Listeners all = listeners();
    Registration registration = all.add(listener);
    Cancellation already = cancellation;
    if (already == null) {
      return registration;
    }
    if (all.remove(registration)) {
      Listeners.tell(listener, already);
    }
    return Listeners.none();
  }

  private Listeners listeners() {
    Listeners known = listeners;
    if (known == null) {
      LISTENERS.compareAndSet(this, null, new Listeners());
      known = Objects.requireNonNull(listeners);
    }
    return known;
  }

  /**
   * How long until the nearest deadline of this scope and those around it, up to a shield; zero
   * when it is past.
   */
  public Optional<Duration> remaining() {
    return deadline == NO_DEADLINE ? Optional.empty() : Optional.of(time.until(deadline));
  }

  Timekeeper time() {
    return time;
  }
}
