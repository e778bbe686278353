package dev.outrigger.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** One loop for a test, and bounded waits for what happens on it. */
public record OnOneLoop(EventLoops loops) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  public static OnOneLoop with(TaskBackend backend) {
    return new OnOneLoop(EventLoops.builder().name("test-loop").tasks(backend).start());
  }

  public Loop loop() {
    return loops.loop(0);
  }

  /** Runs the body as a task and gives its result, or fails the test in bounded time. */
  public <T> T run(Callable<T> body) throws Exception {
    return within(start(body));
  }

  public <T> CompletableFuture<T> start(Callable<T> body) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    loop()
        .start(
            "body of a test",
            () -> {
              try {
                outcome.complete(body.call());
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
            });
    return outcome;
  }

  public static <T> T within(CompletableFuture<T> outcome) throws Exception {
    return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Waits, in bounded time, for what can only be looked at. */
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + PATIENCE + ": " + what);
      }
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    loops.close();
  }
}
