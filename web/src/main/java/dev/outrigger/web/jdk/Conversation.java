package dev.outrigger.web.jdk;

import dev.outrigger.http.ResponseStream;
import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Scope;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Between the task of the request, which answers, and the task in which the handler runs, which
 * thinks that it answers. The handler's task owns the answer's stream while it runs; the other
 * waits for its end.
 */
final class Conversation {
  private final Scope scope = new Scope();
  private final CompletableFuture<Head> head = new CompletableFuture<>();
  private final CompletableFuture<ResponseStream> body = new CompletableFuture<>();
  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /** What a handler does. */
  @FunctionalInterface
  interface Action {
    void run() throws IOException;
  }

  /** In the handler's task. */
  void run(Action handler) {
    try {
      boolean _ =
          scope.run(() -> {
            handler.run();
            return true;
          });
      // One that sends nothing leaves its client without an answer; here that is a bug like others.
      head.completeExceptionally(
          new IllegalStateException("the handler returned without having sent an answer"));
      ended.complete(true);
    } catch (Exception | Error e) {
      head.completeExceptionally(e);
      ended.completeExceptionally(e);
    }
  }

  void say(Head said) throws IOException {
    if (!head.complete(said)) {
      throw new IOException("headers already sent");
    }
  }

  boolean hasSaid() {
    return head.isDone();
  }

  int status() {
    return head.isDone() && !head.isCompletedExceptionally() ? head.join().status() : -1;
  }

  /** In the task of the request. */
  Head awaitHead() throws Exception {
    return whileAsked(head);
  }

  /** In the task of the request: the handler may write now, until it returns. */
  void passBodyTo(ResponseStream out) throws Exception {
    body.complete(out);
    boolean _ = whileAsked(ended);
  }

  /** In the task of the request: nobody wants the body. */
  void dropBody() {
    body.complete(new Nowhere());
  }

  /** The request is over, whatever the handler still does. */
  void end() {
    dropBody();
    if (!ended.isDone()) {
      boolean _ = scope.cancel("the request was answered without its handler's body");
    }
  }

  /** Waits; if the request ends before, so does the handler. */
  private <T> T whileAsked(CompletableFuture<T> future) throws Exception {
    Scope asked = Scope.current().orElseThrow();
    try (Registration _ = asked.onCancel(scope::cancel)) {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw e;
    }
  }

  /** Where the handler writes; waits until the head has gone. */
  OutputStream bodyStream() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        out().write(value);
      }

      @Override
      public void write(byte[] bytes, int offset, int count) throws IOException {
        out().write(bytes, offset, count);
      }

      @Override
      public void flush() throws IOException {
        out().flush();
      }

      private OutputStream out() throws IOException {
        try {
          return body.get().asOutputStream();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw (InterruptedIOException)
              new InterruptedIOException("the client went away").initCause(e);
        } catch (ExecutionException e) {
          throw new IOException(e);
        }
      }
    };
  }

  /** Takes a body that nobody gets. */
  private static final class Nowhere implements ResponseStream {
    @Override
    public void write(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public void flush() {
      // There is nothing to send.
    }

    @Override
    public void trailer(String name, String value) {
      // Nobody looks at it.
    }
  }
}
