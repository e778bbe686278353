package dev.outrigger.web.headers;

import dev.outrigger.http.HttpException;

/**
 * A header field that can't be read. It answers 400 where nobody catches it. It is a reply, not a
 * bug, so it carries no stack trace.
 */
public final class MalformedFieldException extends HttpException {
  private static final int SHOWN = 80;

  /**
   * The value of a field that is not what it should be.
   *
   * @param what the field, or what it should hold
   * @param value what came; a long one is cut
   * @param wanted how it is written properly
   */
  public MalformedFieldException(String what, String value, String wanted) {
    super(400, what + " \"" + shown(value) + "\" can't be read: write it as " + wanted);
  }

  private static String shown(String value) {
    int end = Math.min(value.length(), SHOWN);
    StringBuilder text = new StringBuilder(end + 1);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      text.append(c >= ' ' && c < 127 ? c : '?');
    }
    return end < value.length() ? text.append('…').toString() : text.toString();
  }

  @Override
  @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it does nothing
  public Throwable fillInStackTrace() {
    return this;
  }
}
