package dev.outrigger.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One measurement: all clients ask until its time is over, and it ends when each has its last
 * answer. The first error ends it too.
 *
 * <p>Threading: the loop's, but for {@link #await}.
 */
final class Round {
  private static final long PATIENCE_SECONDS = 20;

  private final long deadline;
  private final CompletableFuture<Long> end = new CompletableFuture<>();
  private int clients;
  private long answers;

  /** Zero time: each asks once. */
  Round(int clients, Duration time) {
    this.clients = clients;
    this.deadline = System.nanoTime() + time.toNanos();
  }

  void answered(int count) {
    answers += count;
  }

  boolean goesOn() {
    return System.nanoTime() < deadline;
  }

  /** A client has its last answer. */
  void leave() {
    clients--;
    if (clients == 0) {
      end.complete(answers);
    }
  }

  void fail(Throwable cause) {
    end.completeExceptionally(cause);
  }

  /** How many requests were answered. */
  long await() throws IOException, InterruptedException {
    try {
      long rest = Math.max(0, deadline - System.nanoTime());
      return end.get(rest + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new IOException("answers are missing " + PATIENCE_SECONDS + " s after the end", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(
          cause instanceof WrongAnswerException ? cause.getMessage() : cause.toString(), cause);
    }
  }
}
