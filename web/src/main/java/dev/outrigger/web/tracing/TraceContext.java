package dev.outrigger.web.tracing;

import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Which trace a request belongs to (W3C Trace Context, 3.2).
 *
 * @param traceId 32 hexadecimal digits, the same in all services that work for one request
 * @param spanId 16 hexadecimal digits: this request, in this service
 * @param flags two hexadecimal digits; {@code 01} if the trace is recorded
 */
public record TraceContext(String traceId, String spanId, String flags) {
  private static final int LENGTH = 55;

  /** What the header field traceparent says; empty if it is malformed. */
  public static Optional<TraceContext> parse(String field) {
    // Later versions may be longer, behind a dash.
    boolean whole =
        field.length() == LENGTH || (field.length() > LENGTH && field.charAt(LENGTH) == '-');
    if (!whole
        || field.charAt(2) != '-'
        || field.charAt(35) != '-'
        || field.charAt(52) != '-'
        || !isHex(field, 0, 2)
        || field.startsWith("ff")
        || (field.startsWith("00") && field.length() > LENGTH)
        || !isId(field, 3, 35)
        || !isId(field, 36, 52)
        || !isHex(field, 53, 55)) {
      return Optional.empty();
    }
    return Optional.of(
        new TraceContext(field.substring(3, 35), field.substring(36, 52), field.substring(53, 55)));
  }

  /** A trace that begins here. */
  public static TraceContext fresh() {
    return new TraceContext(digits() + digits(), digits(), "00");
  }

  /** The next span of this trace. */
  public TraceContext child() {
    return new TraceContext(traceId, digits(), flags);
  }

  /** As it stands in the header field traceparent. */
  public String traceparent() {
    return "00-" + traceId + "-" + spanId + "-" + flags;
  }

  // Never zero, which would mean that there is none.
  private static String digits() {
    String digits = Long.toHexString(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
    return "0".repeat(16 - digits.length()) + digits;
  }

  private static boolean isId(String text, int from, int to) {
    boolean zero = true;
    for (int i = from; i < to; i++) {
      zero &= text.charAt(i) == '0';
    }
    return !zero && isHex(text, from, to);
  }

  private static boolean isHex(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
