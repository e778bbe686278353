package dev.outrigger.runtime.process;

import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What would block a loop's carrier, on a thread of its own; it is always waited for. */
final class Elsewhere {
  private Elsewhere() {}

  static Thread thread(String name, Runnable body) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(name)
            .unstarted(body);
    thread.setContextClassLoader(null);
    return thread;
  }

  /** Its result. Neither cancellation nor interrupt end this wait: what was begun must be known. */
  static <T> T call(String name, Callable<T> body) throws IOException {
    CompletableFuture<T> outcome = new CompletableFuture<>();
    thread(
            name,
            () -> {
              try {
                outcome.complete(body.call());
              } catch (Throwable e) {
                outcome.completeExceptionally(e);
              }
            })
        .start();
    return await(outcome);
  }

  static <T> T await(CompletableFuture<T> outcome) throws IOException {
    try {
      // join() is deaf to interrupts and keeps them; the shield holds those of the scope back.
      return Scope.shield(outcome::join);
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case IOException io -> throw io;
        case RuntimeException bug -> throw bug;
        case null, default -> throw e;
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
