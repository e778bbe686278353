package dev.outrigger.runtime;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of work that can be cancelled as a whole, and has the deadline of everything inside it.
 *
 * <p>Scopes nest: a scope made inside another is cancelled with it and never has more time than it.
 * A cancelled scope first tells its listeners (a pool task is stopped that way, a child scope is
 * cancelled that way), then interrupts the thread inside. Waits of Outrigger's own throw {@link
 * CancelledException}; the JDK's throw {@link InterruptedException}. An interrupt that a scope sent
 * ends with the scope: code behind it never meets it.
 *
 * <p>Threading: every method may be called from any thread; listeners run on the thread that
 * cancels, and must be short.
 */
public final class Scope {
  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();
  private static final long NO_DEADLINE = Long.MAX_VALUE;

  private final @Nullable Scope parent;
  // Nanoseconds of System.nanoTime(), made comparable by Deadlines.
  private final long deadline;

  // FRESH -> INSIDE -> LEFT; guarded by this, like everything below.
  private State state = State.FRESH;
  private @Nullable Thread inside;
  private boolean interrupted;
  private @Nullable Cancellation cancellation;
  private @Nullable List<Consumer<Cancellation>> listeners;

  private enum State {
    FRESH,
    INSIDE,
    LEFT
  }

  /** A scope inside the current one, if there is one, with no deadline of its own. */
  public Scope() {
    this(CURRENT.isBound() ? CURRENT.get() : null, NO_DEADLINE);
  }

  private Scope(@Nullable Scope parent, long deadline) {
    this.parent = parent;
    this.deadline = parent == null ? deadline : Math.min(deadline, parent.deadline);
  }

  /** The innermost scope around the calling code. */
  public static Optional<Scope> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  /**
   * Runs the body under a deadline.
   *
   * @param limit at most this long from now; an outer deadline that is nearer wins
   * @throws TimeoutException when the body was ended by this limit, with what the body threw as the
   *     cause; a body that returns all the same has its result returned
   */
  @SuppressWarnings("ReferenceEquality") // another deadline may have the same text
  public static <T> T within(Duration limit, Callable<T> body) throws Exception {
    Scope outer = CURRENT.isBound() ? CURRENT.get() : null;
    Scope scope = new Scope(outer, Deadlines.after(limit));
    Cancellation struck =
        new Cancellation(
            Cancellation.Source.DEADLINE, "the deadline of " + Deadlines.text(limit) + " struck");
    ScheduledFuture<?> alarm = Deadlines.at(limit, () -> scope.cancel(struck));
    try {
      return scope.run(body);
    } catch (Exception e) {
      if (scope.cancellation().filter(why -> why == struck).isPresent()) {
        TimeoutException timeout = new TimeoutException(struck.reason());
        timeout.initCause(e);
        throw timeout;
      }
      throw e;
    } finally {
      alarm.cancel(false);
    }
  }

  /**
   * Runs the body on the calling thread, inside this scope. A scope has one body.
   *
   * @throws CancelledException if the scope was cancelled before the body began
   * @throws IllegalStateException if the scope has had its body
   */
  public <T> T run(Callable<T> body) throws Exception {
    Registration child = parent == null ? () -> {} : parent.onCancel(this::cancel);
    try (child) {
      enter();
      try {
        return ScopedValue.where(CURRENT, this).call(body::call);
      } finally {
        leave();
      }
    }
  }

  /**
   * Cancels everything inside. The first reason wins.
   *
   * @return whether this call was the one that cancelled it
   */
  public boolean cancel(Cancellation why) {
    List<Consumer<Cancellation>> told;
    synchronized (this) {
      if (cancellation != null || state == State.LEFT) {
        return false;
      }
      cancellation = why;
      told = listeners == null ? List.of() : List.copyOf(listeners);
    }
    for (Consumer<Cancellation> listener : told) {
      listener.accept(why);
    }
    synchronized (this) {
      if (inside != null) {
        interrupted = true;
        inside.interrupt();
      }
    }
    return true;
  }

  /** Who cancelled this scope and why, if anyone did. */
  public synchronized Optional<Cancellation> cancellation() {
    return Optional.ofNullable(cancellation);
  }

  /** Whether this scope was cancelled. */
  public synchronized boolean isCancelled() {
    return cancellation != null;
  }

  /**
   * Throws if this scope was cancelled; a long computation calls it now and then.
   *
   * @throws CancelledException with who and why
   */
  public void throwIfCancelled() {
    Optional<Cancellation> why = cancellation();
    if (why.isPresent()) {
      throw new CancelledException(why.get());
    }
  }

  /** Calls the listener once when this scope is cancelled; at once if it has been. */
  public Registration onCancel(Consumer<Cancellation> listener) {
    Cancellation already;
    synchronized (this) {
      already = cancellation;
      if (already == null) {
        if (listeners == null) {
          listeners = new ArrayList<>(2);
        }
        listeners.add(listener);
      }
    }
    if (already != null) {
      listener.accept(already);
      return () -> {};
    }
    return () -> forget(listener);
  }

  /**
   * How long until the nearest deadline of this scope and those around it; zero when it is past.
   */
  public Optional<Duration> remaining() {
    return deadline == NO_DEADLINE ? Optional.empty() : Optional.of(Deadlines.until(deadline));
  }

  private synchronized void forget(Consumer<Cancellation> listener) {
    if (listeners != null) {
      listeners.remove(listener);
    }
  }

  private synchronized void enter() {
    if (state != State.FRESH) {
      throw new IllegalStateException("a scope has one body; make a new Scope for each");
    }
    if (cancellation != null) {
      throw new CancelledException(cancellation);
    }
    state = State.INSIDE;
    inside = Thread.currentThread();
  }

  private void leave() {
    boolean ours;
    synchronized (this) {
      state = State.LEFT;
      inside = null;
      ours = interrupted;
    }
    if (ours) {
      boolean wasPending = Thread.interrupted();
      // An outer scope that was cancelled meanwhile still wants its interrupt to be seen.
      if (wasPending && parent != null && parent.isCancelled()) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
