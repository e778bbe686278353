package dev.outrigger.http.exchange;

import dev.outrigger.http.HttpException;
import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.Limits;
import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.http.Upgrade;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.CancelledException;
import dev.outrigger.runtime.Loop;
import dev.outrigger.runtime.Scope;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer, from the complete header to the hand-over of the answer to the loop,
 * whatever the protocol.
 *
 * <p>Threading: made on the loop, run once as a task. What the task leaves in {@code answer} is
 * read on the loop, in the step that the task ends with; the rest of what it leaves is safe to look
 * at any time.
 */
public final class Exchange implements Runnable, Callable<HttpResponse> {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final HttpResponse DROPPED = HttpResponse.of(503, "", new byte[0]);

  private static final HttpResponse BUSY =
      HttpResponse.text(503, "too many requests are running; try again in a second\n")
          .header("Retry-After", "1");

  private final Lane lane;
  private final HttpHandler handler;
  private final RequestHead head;
  private final IncomingRequest request;
  private final @Nullable BodyQueue body;
  private volatile @Nullable WrittenAnswer written;
  private volatile @Nullable Switch switching;
  private HttpResponse answer = DROPPED;
  private boolean broken;

  /** An exchange for a request that holds to the rules of its protocol. */
  public Exchange(Lane lane, HttpHandler handler, Limits limits, RequestHead head) {
    this.lane = lane;
    this.handler = handler;
    this.head = head;
    this.body =
        head.length() == 0 ? null : new BodyQueue(head.length(), head.expectsContinue(), lane);
    this.request =
        new IncomingRequest(
            head,
            lane.peer(),
            new Scope(),
            body == null ? NoBody.INSTANCE : new QueuedBody(body, limits.body()));
  }

  /** What came before the body. */
  public RequestHead head() {
    return head;
  }

  /** The part of the body that has come; null for a request without one. */
  public @Nullable BodyQueue body() {
    return body;
  }

  /** What the task left; to be read once it has ended. */
  public HttpResponse answer() {
    return answer;
  }

  /** An answer that is written while it goes, once its first part is there. */
  public @Nullable WrittenAnswer written() {
    WrittenAnswer parts = written;
    return parts != null && parts.hasBegun() ? parts : null;
  }

  /** A protocol that waits to be switched to, or has been. */
  public @Nullable Switch switching() {
    return switching;
  }

  /** Whether the answer broke off after its beginning had gone; to be read once it has ended. */
  public boolean isBroken() {
    return broken;
  }

  /** Who asks. */
  public SocketAddress remote() {
    return request.remote();
  }

  /** Too much runs already: no handler will see it. */
  public void refuseForNow() {
    answer = BUSY;
  }

  /** Nobody waits for the answer any more, and no more of the body will come. */
  public void clientLeft(Loop loop, String how) {
    end(
        loop,
        new Cancellation(
            Cancellation.Source.CLIENT_GONE,
            "client " + Addresses.text(request.remote()) + " " + how),
        new HttpException(400, "the client went away before its body was complete"));
  }

  /** The server goes down and answers in the handler's place. */
  public void abort(Loop loop, Cancellation why) {
    end(loop, why, Refusal.ofShutdown().exception());
  }

  // In a task, for listeners take locks: see ServerLoop. First the interrupt, then the failure, so
  // that the reader of a body that was cut off hears of the cancellation, and last the end of the
  // answer, for writers whom no cancellation reaches.
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
            closeWritten();
          }
        });
  }

  /** Nobody reads the body any more, or takes more of the answer. */
  public void close() {
    if (body != null) {
      body.close();
    }
    closeWritten();
  }

  private void closeWritten() {
    WrittenAnswer unsent = written;
    if (unsent != null) {
      unsent.close();
    }
  }

  @Override
  public void run() {
    try {
      answer = request.scope().run(this);
    } catch (HttpException refused) {
      answer = refused.response();
      broken = hasBegun();
    } catch (Throwable e) {
      broken = hasBegun();
      answer = refusalIn(e).orElseGet(() -> answerTo(e));
    }
    try {
      lane.handOver();
    } catch (RejectedExecutionException loopIsClosed) {
      close();
    }
    request.answered();
  }

  /** What a client did wrong stays its fault, whatever a library wraps around it. */
  private Optional<HttpResponse> refusalIn(Throwable e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpException refused && refused.status() < 500) {
        LOG.log(Level.DEBUG, () -> request + " is refused: " + refused.getMessage(), e);
        return Optional.of(refused.response());
      }
    }
    return Optional.empty();
  }

  private boolean hasBegun() {
    return written() != null || switching != null;
  }

  /** Called inside the scope. */
  @Override
  public HttpResponse call() throws Exception {
    HttpResponse given = handler.handle(request);
    if (given == null) {
      throw new NullPointerException("the handler returned null instead of a response");
    }
    return switch (given.content()) {
      case ResponseContent.Whole _ -> given;
      case ResponseContent.Written(long length, ResponseBody body) ->
          head.isHead() ? given : written(given, length, body);
      case ResponseContent.Switched(Upgrade upgrade) -> switched(given, upgrade);
    };
  }

  private HttpResponse written(HttpResponse given, long length, ResponseBody body)
      throws Exception {
    WrittenAnswer parts = new WrittenAnswer(given, length, lane);
    written = parts;
    BufferedStream out = new BufferedStream(parts);
    try {
      body.writeTo(out);
      return out.end() ? given : given.withBody(out.whole());
    } finally {
      out.close();
    }
  }

  private HttpResponse switched(HttpResponse given, Upgrade upgrade) throws Exception {
    if (!head.asksFor(upgrade.protocol())) {
      throw new HttpException(400, "this is for clients that ask for " + upgrade.protocol());
    }
    Switch change = new Switch(given, upgrade);
    switching = change;
    lane.partLeft();
    change.await();
    upgrade.run();
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
    if (e instanceof ClientGoneException) {
      LOG.log(Level.DEBUG, () -> request + " was not answered: its client has gone", e);
      return DROPPED;
    }
    LOG.log(
        Level.ERROR,
        () ->
            "the handler of "
                + request
                + (broken
                    ? " failed in the middle of its answer; the client saw it break off"
                    : " failed; the client got status 500"),
        e);
    return HttpResponse.text(500, "internal server error\n");
  }
}
