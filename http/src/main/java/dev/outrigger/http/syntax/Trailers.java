package dev.outrigger.http.syntax;

import io.netty.util.AsciiString;
import java.util.Locale;
import java.util.Set;

/**
 * Which fields must not come behind a body: those that say where a message ends or goes, who sends
 * it, or how its body is to be read. RFC 9110, 6.5.1.
 */
public final class Trailers {
  private static final Set<String> FORBIDDEN =
      Set.of(
          "authorization",
          "cache-control",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "max-forwards",
          "pragma",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private Trailers() {}

  /**
   * Lets a name pass, or not.
   *
   * @throws MalformedException if it must not be there
   */
  public static void check(AsciiString name) {
    String lower = name.toString().toLowerCase(Locale.ROOT);
    if (FORBIDDEN.contains(lower) || lower.startsWith("x-forwarded-")) {
      throw new MalformedException(
          "the field " + Printable.text(lower) + " must not come behind a body");
    }
  }
}
