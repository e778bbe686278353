package dev.outrigger.http.http1;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.loop.HttpDate;
import dev.outrigger.http.loop.Scratch;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Writes the header section of answers.
 *
 * <p>Netty's encoder would do, but it takes a header map that is filled for each answer only to be
 * walked once. An answer of ours has its fields in order already, so they go straight into one
 * array, and from there into the buffer by one copy.
 *
 * <p>Threading: on the loop to which date and scratch belong.
 */
final class ResponseWriter {
  /** Up to this size a body is copied behind its header; beyond, it is sent from its own array. */
  static final int COPIED_BODY = 16 * 1024;

  private static final byte[] NOTHING = {};
  private static final byte[] CONTENT_TYPE = ascii("Content-Type: ");
  private static final byte[] CONTENT_LENGTH = ascii("Content-Length: ");
  private static final byte[] CLOSE = ascii("Connection: close\r\n");
  private static final byte[] UPGRADE_REQUIRED = ascii("Connection: Upgrade\r\n");
  private static final byte[] KEEP_ALIVE = ascii("Connection: keep-alive\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n");
  private static final byte[] CHUNKED = ascii("Transfer-Encoding: chunked\r\n");
  private static final byte[] SWITCHING =
      ascii("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: ");

  private final HttpDate date;
  private final Scratch head;
  private final byte[] alternatives;
  private final BiConsumer<String, String> field;

  /**
   * One for a connection.
   *
   * @param alternatives where else the client may ask us; empty if nowhere
   */
  ResponseWriter(HttpDate date, Scratch scratch, String alternatives) {
    this.date = date;
    this.head = scratch;
    this.alternatives =
        alternatives.isEmpty() ? NOTHING : ascii("Alt-Svc: " + alternatives + "\r\n");
    this.field = scratch::putField;
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
    putHead(response, response.content().length(), keepAlive, http10);
    boolean copied = withBody && body.length <= COPIED_BODY;
    ByteBuf out = allocator.directBuffer(copied ? head.length() + body.length : head.length());
    head.copyTo(out);
    if (copied) {
      out.writeBytes(body);
    }
    return out;
  }

  /** The header section of an answer whose body follows by and by. */
  ByteBuf head(
      ByteBufAllocator allocator, HttpResponse response, boolean keepAlive, boolean http10) {
    putHead(response, response.content().length(), keepAlive, http10);
    return written(allocator);
  }

  /** What changes to another protocol. */
  ByteBuf switching(ByteBufAllocator allocator, HttpResponse response, String protocol) {
    head.clear();
    head.put(SWITCHING);
    head.put(protocol);
    head.putLineEnd();
    response.forEachHeader(field);
    head.putLineEnd();
    return written(allocator);
  }

  /**
   * What ends a chunked body.
   *
   * @param trailers name, value, name, value
   */
  ByteBuf end(ByteBufAllocator allocator, List<String> trailers) {
    head.clear();
    head.put(LAST_CHUNK);
    for (int i = 0; i < trailers.size(); i += 2) {
      head.putField(trailers.get(i), trailers.get(i + 1));
    }
    head.putLineEnd();
    return written(allocator);
  }

  private ByteBuf written(ByteBufAllocator allocator) {
    return head.copyTo(allocator.directBuffer(head.length()));
  }

  private void putHead(HttpResponse response, long declared, boolean keepAlive, boolean http10) {
    head.clear();
    head.put(StatusLines.of(response.status()));
    head.put(date.line());
    if (!response.contentType().isEmpty()) {
      head.put(CONTENT_TYPE);
      head.put(response.contentType());
      head.putLineEnd();
    }
    if (response.mayHaveBody()) {
      if (declared >= 0) {
        head.put(CONTENT_LENGTH);
        head.put(declared);
        head.putLineEnd();
      } else if (!http10) {
        head.put(CHUNKED);
      }
    }
    if (!keepAlive) {
      head.put(CLOSE);
    } else if (http10) {
      head.put(KEEP_ALIVE);
    }
    head.put(alternatives);
    if (response.status() == 426) {
      head.put(UPGRADE_REQUIRED);
    }
    response.forEachHeader(field);
    head.putLineEnd();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
