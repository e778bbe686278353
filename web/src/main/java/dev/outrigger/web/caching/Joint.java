package dev.outrigger.web.caching;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that several tasks wait for. The last of them who leaves ends it.
 *
 * <p>Threading: every method from any task; no lock.
 */
final class Joint<V> {
  private static final int GIVEN_UP = 0;
  private static final Cancellation NOBODY =
      new Cancellation(Cancellation.Source.CALLER, "nobody waits for this result any more");

  private final Scope scope;
  private final CompletableFuture<V> outcome = new CompletableFuture<>();

  /** Who waits: 1 → n → 1 → GIVEN_UP, which is final. */
  private final AtomicInteger waiters = new AtomicInteger(1);

  private Joint(Scope scope) {
    this.scope = scope;
  }

  /** With a scope that lies in none, though the caller's task has one: it is nobody's own. */
  static <V> Joint<V> apart() throws Exception {
    return new Joint<>(Scope.shield(Scope::new));
  }

  /** Where the work runs. */
  Scope scope() {
    return scope;
  }

  /** False if all have left it. */
  boolean join() {
    return waiters.getAndUpdate(n -> n == GIVEN_UP ? n : n + 1) != GIVEN_UP;
  }

  /** The result, for one who has joined. */
  V await() throws Exception {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof Exception failure ? failure : e;
    } catch (InterruptedException e) {
      if (waiters.decrementAndGet() == GIVEN_UP) {
        boolean _ = scope.cancel(NOBODY);
        boolean _ = Scope.shield(this::awaitEnd);
      }
      Scope.checkpoint();
      throw e;
    }
  }

  /** Nothing is left behind: what was begun for a task ends before the task does. */
  private boolean awaitEnd() throws InterruptedException, ExecutionException {
    return outcome.handle((_, _) -> true).get();
  }

  void returned(V value) {
    outcome.complete(value);
  }

  void failed(Throwable why) {
    outcome.completeExceptionally(why);
  }
}
