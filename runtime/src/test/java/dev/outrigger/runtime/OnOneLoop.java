package dev.outrigger.runtime;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One loop for a test, and bounded waits for what happens on it. */
record OnOneLoop(EventLoops loops) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static OnOneLoop with(TaskBackend backend) {
    return new OnOneLoop(EventLoops.builder().name("test-loop").tasks(backend).start());
  }

  Loop loop() {
    return loops.loop(0);
  }

  /** Runs the body as a task and gives its result, or fails the test in bounded time. */
  <T> T run(Callable<T> body) throws Exception {
    return within(start(body));
  }

  <T> CompletableFuture<T> start(Callable<T> body) {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    loop()
        .start(() -> {
          try {
            outcome.complete(body.call());
          } catch (Throwable e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  static <T> T within(CompletableFuture<T> outcome) throws Exception {
    return outcome.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    loops.close();
  }
}
