package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Writes the header section of answers.
 *
 * <p>Netty's encoder would do, but it takes a header map that is filled for each answer only to be
 * walked once. An answer of ours has its fields in order already, so they go straight into one
 * array, and from there into the buffer by one copy.
 *
 * <p>Threading: one for each loop, used on it alone.
 */
final class ResponseWriter {
  /** Up to this size a body is copied behind its header; beyond, it is sent from its own array. */
  static final int COPIED_BODY = 16 * 1024;

  private static final String DATE_NAME = "Date: ";
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern(
              "'" + DATE_NAME + "'EEE, dd MMM yyyy HH:mm:ss 'GMT\r\n'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final byte[] CONTENT_TYPE = ascii("Content-Type: ");
  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] UPGRADE_REQUIRED = ascii("Connection: Upgrade\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] SWITCHING =
      ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ");
  private static final int LONGEST_NUMBER = 20;

  private byte[] date = new byte[0];
  private AsciiString dateValue = AsciiString.EMPTY_STRING;
  private long dateSecond = -1;
  private byte[] line = new byte[1024];
  private int length;

  /** Brings the Date field up to the given time. */
  void tick(long epochSecond) {
    if (epochSecond != dateSecond) {
      dateSecond = epochSecond;
      date = ascii(IMF_FIXDATE.format(Instant.ofEpochSecond(epochSecond)));
      dateValue =
          new AsciiString(date, DATE_NAME.length(), date.length - DATE_NAME.length() - 2, true);
    }
  }

  /** The value of the Date field. */
  AsciiString date() {
    return dateValue;
  }

  /**
   * The header section, and the body too if it is short and wanted.
   *
   * @param keepAlive whether the connection stays open afterwards
   * @param http10 whether the client must be told so
   */
  ByteBuf write(
      ByteBufAllocator allocator,
      HttpResponse response,
      boolean withBody,
      boolean keepAlive,
      boolean http10) {
    byte[] body = response.body();
    putHead(response, length(response), keepAlive, http10);
    boolean copied = withBody && body.length <= COPIED_BODY;
    ByteBuf out = allocator.directBuffer(copied ? length + body.length : length);
    out.writeBytes(line, 0, length);
    if (copied) {
      out.writeBytes(body);
    }
    return out;
  }

  private static long length(HttpResponse response) {
    return switch (response.content()) {
      case ResponseContent.Whole(byte[] bytes) -> bytes.length;
      case ResponseContent.Written(long declared, ResponseBody _) -> declared;
      case ResponseContent.Switched _ -> 0;
    };
  }

  /** The header section of an answer whose body follows by and by. */
  ByteBuf head(
      ByteBufAllocator allocator, HttpResponse response, boolean keepAlive, boolean http10) {
    putHead(response, length(response), keepAlive, http10);
    return allocator.directBuffer(length).writeBytes(line, 0, length);
  }

  /** What changes to another protocol. */
  ByteBuf switching(ByteBufAllocator allocator, HttpResponse response, String protocol) {
    length = 0;
    put(SWITCHING);
    put(protocol);
    putLineEnd();
    putFields(response.fields());
    putLineEnd();
    return allocator.directBuffer(length).writeBytes(line, 0, length);
  }

  /** What ends a chunked body. */
  ByteBuf end(ByteBufAllocator allocator, String[] trailers) {
    length = 0;
    put(LAST_CHUNK);
    putFields(trailers);
    putLineEnd();
    return allocator.directBuffer(length).writeBytes(line, 0, length);
  }

  private void putHead(HttpResponse response, long declared, boolean keepAlive, boolean http10) {
    length = 0;
    put(StatusLines.of(response.status()));
    put(date);
    if (!response.contentType().isEmpty()) {
      put(CONTENT_TYPE);
      put(response.contentType());
      putLineEnd();
    }
    if (HttpResponse.mayHaveBody(response.status())) {
      if (declared >= 0) {
        put(CONTENT_LENGTH);
        put(declared);
        putLineEnd();
      } else if (!http10) {
        put(CHUNKED);
      }
    }
    if (!keepAlive) {
      put(CLOSE);
    } else if (http10) {
      put(KEEP_ALIVE);
    }
    if (response.status() == 426) {
      put(UPGRADE_REQUIRED);
    }
    putFields(response.fields());
    putLineEnd();
  }

  private void putFields(String[] fields) {
    for (int i = 0; i < fields.length; i += 2) {
      put(fields[i]);
      putColon();
      put(fields[i + 1]);
      putLineEnd();
    }
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    System.arraycopy(bytes, 0, line, length, bytes.length);
    length += bytes.length;
  }

  // One byte for a char, as header fields have it. The deprecated copy is the only one that neither
  // makes an array nor runs an encoder; responses hold no char above 0xff.
  @SuppressWarnings("deprecation")
  private void put(String text) {
    int more = text.length();
    room(more);
    text.getBytes(0, more, line, length);
    length += more;
  }

  private void put(long number) {
    room(LONGEST_NUMBER);
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    long rest = number;
    for (int i = length + digits - 1; i >= length; i--) {
      line[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length += digits;
  }

  private void putColon() {
    room(2);
    line[length++] = ':';
    line[length++] = ' ';
  }

  private void putLineEnd() {
    room(2);
    line[length++] = '\r';
    line[length++] = '\n';
  }

  private void room(int more) {
    if (length + more > line.length) {
      line = Arrays.copyOf(line, Math.max(length + more, 2 * line.length));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
