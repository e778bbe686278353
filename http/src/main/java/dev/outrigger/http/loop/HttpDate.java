package dev.outrigger.http.loop;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The field Date, written anew once a second at most.
 *
 * <p>Threading: one for each loop, used on it alone.
 */
public final class HttpDate {
  private static final String NAME = "Date: ";
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern(
              "'" + NAME + "'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private byte[] line = new byte[0];
  private AsciiString value = AsciiString.EMPTY_STRING;
  private long second = -1;

  /** Brings it up to the given time. */
  void tick(long epochSecond) {
    if (epochSecond != second) {
      second = epochSecond;
      line =
          IMF_FIXDATE
              .format(Instant.ofEpochSecond(epochSecond))
              .getBytes(StandardCharsets.US_ASCII);
      value = new AsciiString(line, NAME.length(), line.length - NAME.length() - 2, true);
    }
  }

  /** The field with its name and the end of the line; not to be changed. */
  public byte[] line() {
    return line;
  }

  /** The value alone. */
  public AsciiString value() {
    return value;
  }
}
