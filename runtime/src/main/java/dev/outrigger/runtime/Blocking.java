package dev.outrigger.runtime;

import dev.outrigger.runtime.sync.Limiter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Calls of what no virtual thread can suspend: files, native code, DNS. The body runs on a platform
 * thread of its own meanwhile; the call suspends the calling task, not its loop.
 *
 * <p>This is for waiting. Work that computes for long takes the cores from the loops, in whatever
 * thread it runs: a process pool ({@link Offload}) has its own priority and can be killed.
 *
 * <p>The body runs inside the caller's scope: a cancellation or a deadline interrupts it, again and
 * again until it ends. Code on that thread is in no loop, so it cannot spawn without naming one.
 *
 * <p>Threading: from tasks and from plain threads. The threads are daemons, are made when needed
 * and go after ten seconds without work; their names tell for whom they work.
 */
public final class Blocking {
  /** How many calls run at once where no limiter is named; the others wait in line. */
  public static final int DEFAULT_LIMIT = 64;

  private static final Limiter DEFAULT = Limiter.of(DEFAULT_LIMIT);

  private Blocking() {}

  /**
   * The limiter of the calls that name none, for its statistics and to change its total; one for
   * the process.
   */
  public static Limiter defaultLimiter() {
    return DEFAULT;
  }

  /**
   * Runs the body on a platform thread and returns when it has ended, though the scope may be
   * cancelled long before: a body that takes no notice of interrupts is waited for.
   *
   * @throws CancelledException if the scope was cancelled and the body ended by that
   * @throws InterruptedException if something else interrupted the caller; it ended the body first
   * @throws Exception what the body throws, as itself
   */
  public static <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
    return call(DEFAULT, body);
  }

  /** The same, under this limiter instead of the default one. */
  public static <T extends @Nullable Object> T call(Limiter limiter, Callable<T> body)
      throws Exception {
    return BlockingCall.start(limiter, body).awaitEnd();
  }

  /**
   * Runs the body on a platform thread, and leaves it alone when the scope is cancelled: then the
   * caller goes on at once, and what the body returns is dropped. It keeps its permit until it
   * ends; one that is still there five seconds later, and what it throws besides the interrupt, are
   * logged.
   *
   * @throws CancelledException if the scope was cancelled
   * @throws InterruptedException if something else interrupted the caller
   * @throws Exception what the body throws, as itself
   */
  public static <T extends @Nullable Object> T callOrAbandon(Callable<T> body) throws Exception {
    return callOrAbandon(DEFAULT, body);
  }

  /** The same, under this limiter instead of the default one. */
  public static <T extends @Nullable Object> T callOrAbandon(Limiter limiter, Callable<T> body)
      throws Exception {
    return BlockingCall.start(limiter, body).awaitEndOrAbandon();
  }
}
