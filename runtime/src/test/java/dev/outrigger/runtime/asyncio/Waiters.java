package dev.outrigger.runtime.asyncio;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.Time;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** What waits until it is cancelled; how many have begun, and how many were. */
final class Waiters {
  private final AtomicInteger begun = new AtomicInteger();
  private final AtomicInteger ended = new AtomicInteger();

  /** Waits for nothing. */
  String forever() throws InterruptedException {
    return foreverAnd(() -> "cancelled");
  }

  /** Waits for nothing, and does this when it is cancelled. */
  String foreverAnd(Callable<String> cleanUp) throws InterruptedException {
    begun.incrementAndGet();
    try {
      new CountDownLatch(1).await();
      return "never";
    } finally {
      ended.incrementAndGet();
      cleanUp(cleanUp);
    }
  }

  private static void cleanUp(Callable<String> body) throws InterruptedException {
    try {
      String _ = body.call();
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits until so many have begun, out of reach of all cancellations. */
  boolean awaitBegun(int count) throws Exception {
    return Scope.shield(() -> {
      while (begun.get() < count) {
        Time.sleep(Duration.ofMillis(1));
      }
      return true;
    });
  }

  int begun() {
    return begun.get();
  }

  int ended() {
    return ended.get();
  }
}
