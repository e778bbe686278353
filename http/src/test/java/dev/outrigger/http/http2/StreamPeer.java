package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.websocket.WebSocketBytes;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * A WebSocket on one stream of HTTP/2, as its client sees it. It opens the stream's window as it
 * reads, unless it is told not to.
 */
final class StreamPeer {
  // What every server takes.
  private static final int LONGEST = 16 * 1024;

  private final Http2Client client;
  private final int stream;
  private final DataInputStream in = new DataInputStream(new Data());
  private final Http2Client.Frame head;
  private boolean opensWindow = true;
  private boolean ended;
  private int taken;

  private StreamPeer(Http2Client client, int stream) throws IOException {
    this.client = client;
    this.stream = stream;
    this.head = client.await(Http2Client.HEADERS, stream);
  }

  /** Asks, and has been accepted. */
  static StreamPeer open(Http2Client client, int stream, String... fields) throws IOException {
    StreamPeer peer = new StreamPeer(ask(client, stream, fields), stream);
    assertThat(peer.head.status()).isEqualTo("200");
    return peer;
  }

  /** The answer to a handshake that was asked for before. */
  static StreamPeer of(Http2Client client, int stream) throws IOException {
    return new StreamPeer(client, stream);
  }

  /** Only asks. */
  static Http2Client ask(Http2Client client, int stream, String... fields) throws IOException {
    String[] all = Arrays.copyOf(new String[] {":protocol", "websocket"}, 4 + fields.length);
    all[2] = "sec-websocket-version";
    all[3] = "13";
    System.arraycopy(fields, 0, all, 4, fields.length);
    return client.request(stream, false, "CONNECT", "/chat", all);
  }

  StreamPeer withoutOpeningTheWindow() {
    opensWindow = false;
    return this;
  }

  String field(String name) {
    return head.fields().getOrDefault(name, "");
  }

  StreamPeer send(byte[] frame) throws IOException {
    for (int from = 0; from < frame.length; from += LONGEST) {
      int to = Math.min(frame.length, from + LONGEST);
      client.data(stream, false, Arrays.copyOfRange(frame, from, to));
    }
    return this;
  }

  StreamPeer text(String text) throws IOException {
    return send(WebSocketBytes.text(text));
  }

  Frame read() throws IOException {
    return WebSocketBytes.read(in);
  }

  String readText() throws IOException {
    Frame frame = read();
    assertThat(frame.first()).isEqualTo(WebSocketBytes.TEXT);
    return frame.text();
  }

  /** How many bytes of data have come on this stream. */
  int taken() {
    return taken;
  }

  /** The server says Close with this code. */
  StreamPeer expectClose(int code) throws IOException {
    Frame frame = read();
    assertThat(frame.first()).as("a Close, not '" + frame.text() + "'").isEqualTo(0x88);
    assertThat(frame.code()).as(frame.text()).isEqualTo(code);
    return this;
  }

  /** The server ends its half. */
  void expectEnd() throws IOException {
    try {
      Frame more = read();
      throw new AssertionError("more came: %x '%s'".formatted(more.first(), more.text()));
    } catch (EOFException end) {
      assertThat(ended).isTrue();
    }
  }

  /** Ends our half, which is what closing a connection is elsewhere. */
  void sendNoMore() throws IOException {
    client.data(stream, true, new byte[0]);
  }

  /** What is in the DATA frames. */
  private final class Data extends InputStream {
    private byte[] part = {};
    private int next;

    @Override
    public int read() throws IOException {
      return hasMore() ? part[next++] & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0 || !hasMore()) {
        return length == 0 ? 0 : -1;
      }
      int count = Math.min(length, part.length - next);
      System.arraycopy(part, next, into, offset, count);
      next += count;
      return count;
    }

    private boolean hasMore() throws IOException {
      while (next == part.length && !ended) {
        Http2Client.Frame frame =
            client.await(some ->
                some.stream() == stream
                    && (some.type() == Http2Client.DATA || some.type() == Http2Client.RST_STREAM));
        if (frame.type() == Http2Client.RST_STREAM) {
          throw new IOException("the stream was reset: " + frame.error());
        }
        part = frame.payload();
        next = 0;
        taken += part.length;
        ended = frame.ends();
        if (opensWindow && part.length > 0 && !ended) {
          client.window(stream, part.length);
        }
      }
      return next < part.length;
    }
  }
}
