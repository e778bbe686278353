package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What becomes of a handler: that it has begun, why it was cancelled, how it ended. */
public final class Fate {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /** Told by the handler. */
  public void begins(Scope scope) {
    scope.onCancel(cancelled::complete);
    begun.countDown();
  }

  /** Told by the handler; the first end counts. */
  public void ends(String how) {
    ended.complete(how);
  }

  /** Waits until it has begun. */
  public void awaitBegin() throws Exception {
    assertThat(begun.await(10, TimeUnit.SECONDS)).as("the handler has begun").isTrue();
  }

  public boolean isCancelled() {
    return cancelled.isDone();
  }

  /** Waits until it is cancelled. */
  public Cancellation cancellation() throws Exception {
    return cancelled.get(10, TimeUnit.SECONDS);
  }

  /** Waits until it has ended. */
  public String end() throws Exception {
    return ended.get(10, TimeUnit.SECONDS);
  }

  /** Waits until it is cancelled because its client went away. */
  public void expectClientGone() throws Exception {
    assertThat(cancellation().source()).isEqualTo(Cancellation.Source.CLIENT_GONE);
  }
}
