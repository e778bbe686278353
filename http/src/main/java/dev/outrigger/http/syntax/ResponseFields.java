package dev.outrigger.http.syntax;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;

/** Which header fields an answer may be given. */
public final class ResponseFields {
  // What decides where a message ends, and whether the connection goes on, is the server's to say.
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "date",
          "keep-alive",
          "proxy-connection",
          "te",
          "transfer-encoding",
          "upgrade");

  private ResponseFields() {}

  /**
   * Lets a field pass.
   *
   * @throws IllegalArgumentException if its name or value cannot be sent, or the server writes it
   *     itself
   */
  public static void require(String name, String value) {
    if (name.isEmpty() || HttpHeaderValidationUtil.validateToken(name) != -1) {
      throw new IllegalArgumentException("not a name of a header field: '" + name + "'");
    }
    if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "the server alone decides about " + name + "; leave it out");
    }
    requireValue(name, value);
  }

  /**
   * Lets a value pass, whatever its field.
   *
   * @throws IllegalArgumentException if it has a character that must not be there
   */
  public static void requireValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff) {
        throw new IllegalArgumentException(
            "the value of "
                + name
                + " has a character that a header field cannot carry: 0x"
                + Integer.toHexString(c)
                + " at index "
                + i);
      }
    }
  }

  /**
   * Lets a value of Location pass.
   *
   * @throws IllegalArgumentException if it is no reference to a URI, as RFC 3986 has it
   */
  public static void requireLocation(String value) {
    boolean sound = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    try {
      URI _ = new URI(value);
    } catch (URISyntaxException e) {
      sound = false;
    }
    if (!sound) {
      throw new IllegalArgumentException(
          "not a URI to send a client to: '" + Printable.text(value) + "'");
    }
  }
}
