package dev.outrigger.web.headers;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * What a browser is to do with an answer (RFC 6266): show it, or keep it as a file under a name.
 *
 * <p>A name that not every client would read alike comes twice: once with {@code _} for what is
 * doubtful, once in UTF-8. Control characters become {@code _} in both.
 */
public final class ContentDisposition {
  private static final String ATTRIBUTE_CHARACTERS = "!#$&+-.^_`|~";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private ContentDisposition() {}

  /** Keep it under this name: {@code attachment; filename="Report 2026.pdf"}. */
  public static String attachment(String filename) {
    return "attachment" + named(filename);
  }

  /** Show it, and keep it under this name if the user wants to. */
  public static String inline(String filename) {
    return "inline" + named(filename);
  }

  private static String named(String filename) {
    if (filename.isEmpty()) {
      throw new IllegalArgumentException("a file can't be kept under an empty name");
    }
    String name = filename.replaceAll("\\p{Cc}", "_");
    // Clients differ about what a percent sign, a backslash or a quote means in a quoted name.
    String plain = name.replaceAll("[^ -~]|[\"%\\\\]", "_");
    String text = "; filename=\"" + plain + '"';
    return plain.equals(name) ? text : text + "; filename*=UTF-8''" + encoded(name);
  }

  private static String encoded(String name) {
    StringBuilder text = new StringBuilder(name.length() * 3);
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || Tokens.isDigit(c)
              || ATTRIBUTE_CHARACTERS.indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append('%').append(HEX.toHexDigits(b));
      }
    }
    return text.toString();
  }
}
