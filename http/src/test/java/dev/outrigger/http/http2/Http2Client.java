package dev.outrigger.http.http2;

import dev.outrigger.http.Served;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A client that sends exactly the frames that it is told to, right or wrong, and waits at most ten
 * seconds for anything. It acknowledges settings and pings and opens the connection's window as
 * data comes, but no stream's before it is asked for the answer.
 */
final class Http2Client implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;

  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;

  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private final Socket socket;
  private final DataInputStream in;
  private final HeaderDecoder decoder = new HeaderDecoder();
  // What has come and was not asked for yet.
  private final List<Frame> unread = new ArrayList<>();
  private boolean answersPings = true;
  private boolean opensConnection = true;

  /** A frame as it came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Frame(int type, int flags, int stream, byte[] payload, Map<String, String> fields) {
    String status() {
      return fields.getOrDefault(":status", "");
    }

    boolean ends() {
      return (flags & END_STREAM) != 0 && type <= HEADERS;
    }

    /** The error of a RST_STREAM or GOAWAY. */
    int error() {
      return ByteBuffer.wrap(payload).getInt(type == GOAWAY ? 4 : 0);
    }

    int lastStream() {
      return ByteBuffer.wrap(payload).getInt(0);
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  /** What came back on one stream, up to its end. */
  record Answer(
      int status, Map<String, String> fields, String body, Map<String, String> trailers) {}

  private Http2Client(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
  }

  /** Connected, and nothing said. */
  static Http2Client silent(Served served) throws IOException {
    return silent(served.server().address());
  }

  /** Connected, and nothing said. */
  static Http2Client silent(InetSocketAddress server) throws IOException {
    Socket socket = new Socket();
    socket.connect(server, 10_000);
    return new Http2Client(socket);
  }

  /** On a connection that TLS was agreed on for, and greeted. */
  static Http2Client greeted(Socket secure) throws IOException {
    return new Http2Client(secure).greet();
  }

  /** Connected and greeted, with these settings: number, value, number, value. */
  static Http2Client greeted(Served served, int... settings) throws IOException {
    return silent(served).greet(settings);
  }

  /** The first words of a client, with these settings. */
  Http2Client greet(int... settings) throws IOException {
    raw(PREFACE.getBytes(StandardCharsets.US_ASCII));
    return settings(settings);
  }

  Http2Client withoutPingAnswers() {
    answersPings = false;
    return this;
  }

  Http2Client withoutOpeningTheConnection() {
    opensConnection = false;
    return this;
  }

  String name() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  // ---- sending

  Http2Client raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Http2Client frame(int type, int flags, int stream, byte[] payload) throws IOException {
    return raw(bytes(type, flags, stream, payload));
  }

  static byte[] bytes(int type, int flags, int stream, byte[] payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .put((byte) (payload.length >> 16))
        .putShort((short) payload.length)
        .put((byte) type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  Http2Client settings(int... pairs) throws IOException {
    ByteBuffer payload = ByteBuffer.allocate(pairs.length * 3);
    for (int i = 0; i < pairs.length; i += 2) {
      payload.putShort((short) pairs[i]).putInt(pairs[i + 1]);
    }
    return frame(SETTINGS, 0, 0, payload.array());
  }

  /** A GET without a body. */
  Http2Client get(int stream, String path, String... more) throws IOException {
    return request(stream, true, "GET", path, more);
  }

  /** A POST whose body is still to be sent. */
  Http2Client post(int stream, String path, String... more) throws IOException {
    return request(stream, false, "POST", path, more);
  }

  Http2Client request(int stream, boolean ends, String method, String path, String... more)
      throws IOException {
    List<String> fields =
        new ArrayList<>(
            List.of(":method", method, ":scheme", "http", ":path", path, ":authority", "test"));
    fields.addAll(List.of(more));
    return headers(stream, ends, fields.toArray(String[]::new));
  }

  /** A header section, in literal fields that leave the table of the server alone. */
  Http2Client headers(int stream, boolean ends, String... fields) throws IOException {
    return frame(HEADERS, END_HEADERS | (ends ? END_STREAM : 0), stream, block(fields));
  }

  static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      literal(block, fields[i]);
      literal(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void literal(ByteArrayOutputStream block, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    if (bytes.length < 127) {
      block.write(bytes.length);
    } else {
      block.write(127);
      int rest = bytes.length - 127;
      for (; rest >= 128; rest >>= 7) {
        block.write((rest & 127) | 128);
      }
      block.write(rest);
    }
    block.writeBytes(bytes);
  }

  Http2Client data(int stream, boolean ends, byte[] bytes) throws IOException {
    return frame(DATA, ends ? END_STREAM : 0, stream, bytes);
  }

  Http2Client data(int stream, boolean ends, String text) throws IOException {
    return data(stream, ends, text.getBytes(StandardCharsets.UTF_8));
  }

  Http2Client reset(int stream, int error) throws IOException {
    return frame(RST_STREAM, 0, stream, number(error));
  }

  Http2Client window(int stream, int bytes) throws IOException {
    return frame(WINDOW_UPDATE, 0, stream, number(bytes));
  }

  static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }

  // ---- receiving

  /** The first frame of this kind that has come or comes; others stay for later. */
  Frame await(Predicate<Frame> wanted) throws IOException {
    for (int i = 0; i < unread.size(); i++) {
      if (wanted.test(unread.get(i))) {
        return unread.remove(i);
      }
    }
    while (true) {
      Frame frame = read();
      if (wanted.test(frame)) {
        return frame;
      }
      unread.add(frame);
    }
  }

  Frame await(int type) throws IOException {
    return await(frame -> frame.type() == type);
  }

  Frame await(int type, int stream) throws IOException {
    return await(frame -> frame.type() == type && frame.stream() == stream);
  }

  /** Everything on one stream up to its end. */
  Answer answer(int stream) throws IOException {
    Frame head = await(HEADERS, stream);
    while (head.status().startsWith("1")) {
      head = await(HEADERS, stream);
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    Map<String, String> trailers = Map.of();
    for (Frame last = head; !last.ends(); ) {
      last = await(frame -> frame.stream() == stream && frame.type() != WINDOW_UPDATE);
      switch (last.type()) {
        case DATA -> {
          body.writeBytes(last.payload());
          if (last.payload().length > 0 && !last.ends()) {
            window(stream, last.payload().length);
          }
        }
        case HEADERS -> trailers = last.fields();
        default -> throw new IOException("the answer broke off: " + last);
      }
    }
    return new Answer(
        Integer.parseInt(head.status()),
        head.fields(),
        body.toString(StandardCharsets.UTF_8),
        trailers);
  }

  /** The rest, up to the end of the connection. */
  List<Frame> readToEnd() throws IOException {
    try {
      while (true) {
        unread.add(read());
      }
    } catch (EOFException end) {
      List<Frame> all = List.copyOf(unread);
      unread.clear();
      return all;
    }
  }

  private Frame read() throws IOException {
    int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt() & Integer.MAX_VALUE;
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("the connection ended inside a frame");
    }
    try {
      respond(type, flags, payload);
    } catch (SocketException serverIsGone) {
      // What it sent before can be read all the same.
    }
    Map<String, String> fields = type == HEADERS ? decoder.decode(payload) : new HashMap<>();
    return new Frame(type, flags, stream, payload, fields);
  }

  private void respond(int type, int flags, byte[] payload) throws IOException {
    if (type == SETTINGS && (flags & ACK) == 0) {
      frame(SETTINGS, ACK, 0, new byte[0]);
    } else if (type == PING && (flags & ACK) == 0 && answersPings) {
      frame(PING, ACK, 0, payload);
    } else if (type == DATA && payload.length > 0 && opensConnection) {
      window(0, payload.length);
    }
  }

  void leave() throws IOException {
    socket.close();
  }

  void abort() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
