package dev.outrigger.web.tracing;

import dev.outrigger.web.Attribute;
import dev.outrigger.web.Middleware;
import dev.outrigger.web.Next;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Gives each request an id and a place in a trace. Both stand in the request ({@link #id}, {@link
 * #trace}), the id in the answer too ({@code X-Request-ID}), and in SLF4J's MDC while the request
 * is handled, if the program has SLF4J: as {@code requestId} and {@code traceparent}. From there
 * they follow into tasks, threads and worker processes.
 *
 * <p>The id that a client sends is taken if it is up to 128 letters, digits and {@code ._~+/=-}; a
 * {@code traceparent} (W3C Trace Context) if it is well-formed. {@link #ofOurOwn} takes neither.
 */
public final class RequestIds implements Middleware {
  private static final Attribute<String> ID = Attribute.named("request id");
  private static final Attribute<TraceContext> TRACE = Attribute.named("trace");
  private static final String FIELD = "X-Request-ID";
  private static final int LONGEST = 128;
  private static final boolean HAS_MDC = hasMdc();

  private final boolean takesClients;

  private RequestIds(boolean takesClients) {
    this.takesClients = takesClients;
  }

  /** Takes what clients send, and makes what they don't. */
  public static RequestIds standard() {
    return new RequestIds(true);
  }

  /** Makes new ones, whatever clients send. */
  public static RequestIds ofOurOwn() {
    return new RequestIds(false);
  }

  /** The id of this request, if this middleware stands around. */
  public static Optional<String> id(Request request) {
    return request.attribute(ID);
  }

  /** Its place in a trace; what it sends to others says {@link TraceContext#child}. */
  public static Optional<TraceContext> trace(Request request) {
    return request.attribute(TRACE);
  }

  @Override
  public Response around(Request request, Next next) {
    String id = clients(request, FIELD).filter(RequestIds::isId).orElseGet(RequestIds::fresh);
    TraceContext trace =
        clients(request, "traceparent")
            .flatMap(TraceContext::parse)
            .map(TraceContext::child)
            .orElseGet(TraceContext::fresh);
    request.attach(ID, id);
    request.attach(TRACE, trace);
    Response answer = HAS_MDC ? withMdc(id, trace, request, next) : next.handle(request);
    return answer.header(FIELD, id);
  }

  private static Response withMdc(String id, TraceContext trace, Request request, Next next) {
    MDC.put("requestId", id);
    MDC.put("traceparent", trace.traceparent());
    try {
      return next.handle(request);
    } finally {
      MDC.remove("requestId");
      MDC.remove("traceparent");
    }
  }

  private Optional<String> clients(Request request, String field) {
    return takesClients ? request.header(field) : Optional.empty();
  }

  private static boolean isId(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && text.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "._~+/=-".indexOf(c) >= 0));
  }

  private static String fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
  }

  private static boolean hasMdc() {
    try {
      @Nullable Object _ = MDC.getMDCAdapter();
      return true;
    } catch (NoClassDefFoundError e) {
      return false;
    }
  }
}
