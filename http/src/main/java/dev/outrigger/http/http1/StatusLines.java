package dev.outrigger.http.http1;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** The first line of an answer, encoded beforehand for each status. */
final class StatusLines {
  private static final byte[][] LINES = new byte[600][];

  static {
    for (int status = 200; status < LINES.length; status++) {
      String reason = reason(status);
      LINES[status] =
          ("HTTP/1.1 " + status + " " + reason + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }
  }

  private StatusLines() {}

  // Netty still has the names of RFC 7231 for those that RFC 9110 renamed, and lacks some.
  private static String reason(int status) {
    return switch (status) {
      case 413 -> "Content Too Large";
      case 414 -> "URI Too Long";
      case 418 -> "I'm a Teapot";
      case 422 -> "Unprocessable Content";
      case 451 -> "Unavailable For Legal Reasons";
      default -> HttpResponseStatus.valueOf(status).reasonPhrase();
    };
  }

  /** The line with its end; not to be changed. */
  static byte[] of(int status) {
    return LINES[status];
  }
}
