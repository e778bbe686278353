package dev.outrigger.http;

import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpUtil;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the complete header to the hand-over of the answer to the loop.
 *
 * <p>Threading: made on the loop, run once as a task. What the task leaves in {@code answer} is
 * read on the loop, in the step that the task ends with.
 */
final class Exchange implements Runnable, Callable<HttpResponse> {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final HttpResponse DROPPED = HttpResponse.of(503, "", RequestBody.EMPTY);

  private final Connection connection;
  private final HttpHandler handler;
  private final HttpRequest request;
  private final @Nullable BodyQueue body;
  private final boolean keepAlive;
  private final boolean head;
  private final boolean http10;
  private final boolean expectsContinue;
  private HttpResponse answer = DROPPED;

  /** An exchange for a request that holds to {@link RequestRules}. */
  Exchange(Connection connection, HttpHandler handler, Limits limits, DefaultHttpRequest message) {
    HttpHeaders headers = message.headers();
    HttpMethod method = message.method();
    this.connection = connection;
    this.handler = handler;
    this.keepAlive = HttpUtil.isKeepAlive(message);
    this.head = method.equals(HttpMethod.HEAD);
    this.http10 = message.protocolVersion().minorVersion() == 0;
    long length =
        headers.contains(HttpHeaderNames.TRANSFER_ENCODING)
            ? -1
            : HttpUtil.getContentLength(message, 0L);
    this.expectsContinue = length != 0 && RequestRules.expectsContinue(message);
    this.body = length == 0 ? null : new BodyQueue(length, expectsContinue, connection);
    this.request =
        new HttpRequest(
            method.name(),
            message.uri(),
            new Headers(headers),
            connection.remote(),
            new Scope(),
            body == null ? RequestBody.NONE : new RequestBody(body, limits.body()));
  }

  /** The part of the body that has come; null for a request without one. */
  @Nullable BodyQueue body() {
    return body;
  }

  /** Whether the client would send another request on this connection. */
  boolean keepAlive() {
    return keepAlive;
  }

  /** Whether the answer goes without its body. */
  boolean head() {
    return head;
  }

  /** Whether the client takes the end of the connection for the end of the answer. */
  boolean http10() {
    return http10;
  }

  /** Whether the client waits for a word before it sends the body. */
  boolean expectsContinue() {
    return expectsContinue;
  }

  /** What the task left; to be read once it has ended. */
  HttpResponse answer() {
    return answer;
  }

  /** Nobody waits for the answer any more, and no more of the body will come. */
  void clientLeft(Loop loop) {
    end(
        loop,
        new Cancellation(
            Cancellation.Source.CLIENT_GONE,
            "client " + Addresses.text(request.remote()) + " closed the connection"),
        new HttpException(400, "the client went away before its body was complete"));
  }

  /** The server goes down and answers in the handler's place. */
  void abort(Loop loop, Cancellation why) {
    end(loop, why, new HttpException(503, "the server is shutting down"));
  }

  // In a task, for listeners take locks: see ServerLoop. First the interrupt, then the failure, so
  // that the reader of a body that was cut off hears of the cancellation.
  private void end(Loop loop, Cancellation why, HttpException bodyFailure) {
    loop.start(
        "tell of a client that is gone",
        () -> {
          try {
            request.scope().cancel(why);
          } finally {
            if (body != null) {
              body.fail(bodyFailure);
            }
          }
        });
  }

  /** Nobody reads the body any more. */
  void closeBody() {
    if (body != null) {
      body.close();
    }
  }

  @Override
  public void run() {
    try {
      answer = request.scope().run(this);
    } catch (HttpException refused) {
      answer = HttpResponse.text(refused.status(), refused.detail() + "\n");
    } catch (Throwable e) {
      answer = answerTo(e);
    }
    try {
      connection.handOver();
    } catch (RejectedExecutionException loopIsClosed) {
      closeBody();
    }
  }

  /** Called inside the scope. */
  @Override
  public HttpResponse call() throws Exception {
    HttpResponse given = handler.handle(request);
    if (given == null) {
      throw new NullPointerException("the handler returned null instead of a response");
    }
    return given;
  }

  private HttpResponse answerTo(Throwable e) {
    Optional<Cancellation> cancelled = request.scope().cancellation();
    boolean ended = e instanceof InterruptedException || e instanceof CancelledException;
    if (ended && cancelled.isPresent()) {
      LOG.log(Level.DEBUG, "{0} was cancelled: {1}", request, cancelled.get());
      return HttpResponse.text(503, "the request was cancelled\n");
    }
    if (cancelled.isPresent()
        && cancelled.get().source() == Cancellation.Source.CLIENT_GONE
        && e instanceof Exception) {
      // Whatever broke, it broke while being torn down for a client that is no longer there.
      LOG.log(Level.DEBUG, () -> request + " failed after its client had gone", e);
      return DROPPED;
    }
    LOG.log(Level.ERROR, "the handler of " + request + " failed; the client got status 500", e);
    return HttpResponse.text(500, "internal server error\n");
  }
}
