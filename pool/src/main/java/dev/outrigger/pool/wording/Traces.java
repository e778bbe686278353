package dev.outrigger.pool.wording;

/** Stack traces that stay readable: one of a stack overflow says the same a thousand times. */
public final class Traces {
  private static final int MOST = 120;
  private static final int KEPT = 50;

  private Traces() {}

  /** The innermost and the outermost lines, and between them how many there were. */
  public static StackTraceElement[] capped(StackTraceElement[] trace) {
    if (trace.length <= MOST) {
      return trace;
    }
    StackTraceElement[] capped = new StackTraceElement[2 * KEPT + 1];
    System.arraycopy(trace, 0, capped, 0, KEPT);
    capped[KEPT] =
        new StackTraceElement("(" + (trace.length - 2 * KEPT) + " lines left out)", "here", "", -1);
    System.arraycopy(trace, trace.length - KEPT, capped, KEPT + 1, KEPT);
    return capped;
  }
}
