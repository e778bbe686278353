package dev.outrigger.web.accesslog;

import dev.outrigger.http.ResponseBody;
import dev.outrigger.http.ResponseContent;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Writes a line for each request. Make it the outermost middleware: it sees what is inside of it.
 *
 * <pre>{@code
 * app.use(AccessLog.combined());
 * }</pre>
 *
 * <p>Lines go to the logger {@code dev.outrigger.web.access} at level INFO, or wherever {@link #to}
 * says, from the task of the request: a sink that waits for a slow disk should have a queue of its
 * own, as log libraries offer it. What the server refuses before it is a request (malformed, too
 * many connections) has no line; it is counted and told at level DEBUG.
 */
public final class AccessLog implements Middleware {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web.access");

  private final AccessFormat format;
  private final Consumer<String> sink;
  private final Function<Request, Optional<String>> user;

  private AccessLog(
      AccessFormat format, Consumer<String> sink, Function<Request, Optional<String>> user) {
    this.format = format;
    this.sink = sink;
    this.user = user;
  }

  /** Client, user, time, request, status and bytes, as the first web servers wrote them. */
  public static AccessLog common() {
    return of(Formats::common);
  }

  /** The same with Referer and User-Agent. */
  public static AccessLog combined() {
    return of(Formats::combined);
  }

  /** An object of JSON, with the route and the time that it took in microseconds. */
  public static AccessLog json() {
    return of(Formats::json);
  }

  /** A format of your own. */
  public static AccessLog of(AccessFormat format) {
    return new AccessLog(format, line -> LOG.log(Level.INFO, line), _ -> Optional.empty());
  }

  /** This log with its lines going there. */
  public AccessLog to(Consumer<String> lines) {
    return new AccessLog(format, lines, user);
  }

  /** This log with the name of the user as this function finds it, behind the handler. */
  public AccessLog user(Function<Request, Optional<String>> name) {
    return new AccessLog(format, sink, name);
  }

  @Override
  public Response around(Request request, Next next) {
    Instant arrived = Instant.now();
    long start = System.nanoTime();
    Response answer = next.handle(request);
    Entry entry = new Entry(request, arrived, start, answer.status());
    return switch (answer.content()) {
      case ResponseContent.Written(long length, ResponseBody body)
          when !request.method().equals("HEAD") ->
          answer.withContent(new ResponseContent.Written(length, counted(body, entry)));
      case ResponseContent content -> {
        entry.write(request.method().equals("HEAD") ? 0 : Math.max(content.length(), 0), true);
        yield answer;
      }
    };
  }

  private static ResponseBody counted(ResponseBody body, Entry entry) {
    return out -> {
      var counting = new CountingStream(out);
      boolean complete = false;
      try {
        body.writeTo(counting);
        complete = true;
      } finally {
        entry.write(counting.bytes(), complete);
      }
    };
  }

  /** A line to be written. */
  private final class Entry {
    private final Request request;
    private final Instant arrived;
    private final long start;
    private final int status;

    Entry(Request request, Instant arrived, long start, int status) {
      this.request = request;
      this.arrived = arrived;
      this.start = start;
      this.status = status;
    }

    void write(long bytes, boolean complete) {
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      sink.accept(
          format.line(
              new Access(request, arrived, took, status, bytes, complete, user.apply(request))));
    }
  }
}
