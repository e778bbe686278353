package dev.outrigger.web.ongoing;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Work that no request waits for, so that the end of the server can: it is given time first, and
 * cancelled then.
 *
 * <p>Threading: every method from any thread.
 */
public final class Ongoing {
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

  private final Set<Scope> scopes = new HashSet<>();
  private boolean stopped;

  /**
   * Begins a piece of it, which must {@link #exit} in the end; false if none may begin any more.
   */
  public synchronized boolean enter(Scope scope) {
    return !stopped && scopes.add(scope);
  }

  /** A piece has come to its end. */
  public synchronized void exit(Scope scope) {
    boolean _ = scopes.remove(scope);
    notifyAll();
  }

  /** No more of it begins; what goes on goes on. */
  public synchronized void stop() {
    stopped = true;
  }

  /** No more of it begins, and what goes on is cancelled. */
  public synchronized void cancel() {
    stop();
    scopes.forEach(scope ->
        scope.cancel(
            new Cancellation(Cancellation.Source.SHUTDOWN, "the server is shutting down")));
  }

  /**
   * When such a time is over that begins now, as of {@link System#nanoTime()}. The sum may
   * overflow; differences to other times of that clock are right all the same.
   */
  public static long endOf(Duration limit) {
    return System.nanoTime() + TimeUnit.NANOSECONDS.convert(limit);
  }

  /**
   * Waits until nothing goes on.
   *
   * @param deadline of {@link System#nanoTime()}
   * @return whether nothing does
   */
  public synchronized boolean awaitEnd(long deadline) throws InterruptedException {
    for (long left = deadline - System.nanoTime();
        !scopes.isEmpty() && left > 0;
        left = deadline - System.nanoTime()) {
      wait(left / 1_000_000, (int) (left % 1_000_000));
    }
    return scopes.isEmpty();
  }

  /** Cancels what goes on, and waits a moment for it. */
  public void end() throws InterruptedException {
    cancel();
    boolean _ = awaitEnd(endOf(LAST_PATIENCE));
  }
}
