package dev.outrigger.web.text;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Percent-decoding of what stands between the delimiters of a URI, strictly: UTF-8 or nothing. */
public final class Percent {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  /** Text that can't be decoded. The message names the text and what is wrong with it. */
  public static final class BadEscape extends Exception {
    BadEscape(String text, String reason) {
      super("\"" + text + "\" " + reason, null, false, false);
    }
  }

  /** The text with each {@code %41} decoded; the very same text if there is none. */
  public static String decode(String text) throws BadEscape {
    return text.indexOf('%') < 0 ? text : decodeBytes(text);
  }

  /** As {@link #decode}, for form-encoded text, where {@code +} stands for a space. */
  public static String decodeForm(String text) throws BadEscape {
    return decode(text.replace('+', ' '));
  }

  /**
   * The text as one segment of a path: all but unreserved characters (RFC 3986) as UTF-8 escapes.
   */
  public static String encode(String text) {
    return encode(text, "-._~");
  }

  /** The same with its slashes left as they are. */
  public static String encodePath(String text) {
    return encode(text, "-._~/");
  }

  private static String encode(String text, String safe) {
    var encoded = new StringBuilder(text.length());
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > 0 && (isLetterOrDigit(b) || safe.indexOf(b) >= 0);
      if (plain) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  private static boolean isLetterOrDigit(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }

  private static String decodeBytes(String text) throws BadEscape {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    var decoded = new byte[raw.length];
    int count = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        decoded[count++] = raw[i];
        continue;
      }
      if (i + 2 >= raw.length
          || !HexFormat.isHexDigit(raw[i + 1])
          || !HexFormat.isHexDigit(raw[i + 2])) {
        throw new BadEscape(text, "has a \"%\" that two hexadecimal digits do not follow");
      }
      decoded[count++] =
          (byte) (HexFormat.fromHexDigit(raw[i + 1]) << 4 | HexFormat.fromHexDigit(raw[i + 2]));
      i += 2;
    }
    return Utf8.decode(decoded, 0, count)
        .orElseThrow(() -> new BadEscape(text, "is not UTF-8 once its escapes are decoded"));
  }
}
