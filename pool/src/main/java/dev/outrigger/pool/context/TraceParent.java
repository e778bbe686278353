package dev.outrigger.pool.context;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The header of W3C Trace Context, as far as a pool must know it: to tag lines with the trace. */
public final class TraceParent {
  /** Its key in a context. */
  public static final String KEY = "traceparent";

  private static final Pattern FORM =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-.*)?");

  private static final int TRACE_START = 3;
  private static final int TRACE_END = 35;

  private TraceParent() {}

  /** Whether a text is one. */
  public static boolean valid(String text) {
    return FORM.matcher(text).matches() && (text.length() == 55 || !text.startsWith("00"));
  }

  /** That of a context; one that is not well-formed counts as none, as the standard has it. */
  public static Optional<String> in(Map<String, String> context) {
    return Optional.ofNullable(context.get(KEY)).filter(TraceParent::valid);
  }

  /** Id of the trace that a context belongs to. */
  public static Optional<String> trace(Map<String, String> context) {
    return in(context).map(text -> text.substring(TRACE_START, TRACE_END));
  }
}
