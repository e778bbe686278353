package dev.outrigger.runtime;

import dev.outrigger.runtime.carrier.BlockingThreads;
import dev.outrigger.runtime.clock.Alarm;
import dev.outrigger.runtime.clock.Alarms;
import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.runtime.sync.Limiter;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One body on one platform thread, and whoever waits for it. The body's scope lies in the caller's,
 * so a cancellation finds its own way to that thread; only a foreign interrupt is passed on here.
 */
final class BlockingCall<T extends @Nullable Object> implements Runnable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final Duration LOGGED_AFTER = Duration.ofSeconds(5);

  private final Scope scope = new Scope();
  private final Context context = Context.capture();
  // Always completed with a value: a future changes some exceptions on the way.
  private final CompletableFuture<Outcome<T>> outcome = new CompletableFuture<>();
  private final String caller = Thread.currentThread().getName();
  private final Limiter.Permit permit;
  private final Callable<T> body;
  private volatile @Nullable Thread thread;

  private BlockingCall(Limiter.Permit permit, Callable<T> body) {
    this.permit = permit;
    this.body = body;
  }

  static <T extends @Nullable Object> BlockingCall<T> start(Limiter limiter, Callable<T> body)
      throws InterruptedException {
    Limiter.Permit permit = limiter.acquire();
    BlockingCall<T> call = new BlockingCall<>(permit, body);
    try {
      BlockingThreads.run(call);
    } catch (Throwable e) {
      permit.close();
      throw e;
    }
    return call;
  }

  /** On the platform thread. The permit is free again before the caller goes on. */
  @Override
  public void run() {
    thread = Thread.currentThread();
    Outcome<T> ended;
    try {
      ended = new Outcome.Success<>(scope.run(() -> context.callAndClean(body)));
    } catch (Throwable e) {
      ended = new Outcome.Failure<>(e);
    }
    thread = null;
    permit.close();
    outcome.complete(ended);
  }

  T awaitEnd() throws Exception {
    boolean foreign = false;
    boolean interrupted = false;
    while (!outcome.isDone()) {
      try {
        var _ = outcome.get();
      } catch (InterruptedException e) {
        interrupted = true;
        foreign |= interruptBody();
      }
    }
    if (foreign
        && outcome.resultNow() instanceof Outcome.Failure<T>(Throwable thrown)
        && Cancellation.ends(thrown)) {
      throw new InterruptedException("interrupted while it waited for a blocking call");
    }
    return result(interrupted);
  }

  T awaitEndOrAbandon() throws Exception {
    try {
      var _ = outcome.get();
    } catch (InterruptedException e) {
      boolean _ = interruptBody();
      if (outcome.isDone()) {
        return result(true);
      }
      abandon();
      Scope.checkpoint();
      throw e;
    }
    return result(false);
  }

  private T result(boolean interrupted) throws Exception {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Outcome<T> ended = outcome.resultNow();
    if (ended instanceof Outcome.Failure<T>(Throwable thrown)
        && thrown instanceof InterruptedException) {
      Scope.checkpoint();
    }
    return ended.orThrow();
  }

  /** Tells whether something else than a scope interrupted the caller. */
  private boolean interruptBody() {
    if (Scope.current().filter(Scope::isCancelled).isPresent()) {
      return false;
    }
    return scope.cancel(
        new Cancellation(
            Cancellation.Source.CALLER,
            "the thread that waits for the blocking call was interrupted"));
  }

  private void abandon() {
    Alarm _ = Alarms.REAL.at(Alarms.REAL.after(LOGGED_AFTER), this::logIfStillThere);
    var _ =
        outcome.thenAccept(ended -> {
          if (ended instanceof Outcome.Failure<T>(Throwable thrown) && !Cancellation.ends(thrown)) {
            LOG.log(
                Level.WARNING,
                "a blocking call of " + caller + " failed after it was abandoned",
                thrown);
          }
        });
  }

  private void logIfStillThere() {
    Thread still = thread;
    if (still != null) {
      StackTraceElement[] stack = still.getStackTrace();
      LOG.log(
          Level.WARNING,
          "a blocking call of {0} was abandoned and has not ended {1} later; it holds {2} and a permit, at {3}",
          caller,
          Durations.text(LOGGED_AFTER),
          still.getName(),
          stack.length == 0 ? "its end" : stack[0]);
    }
  }
}
