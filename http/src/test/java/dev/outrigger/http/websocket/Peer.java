package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A client that writes its frames by hand, and waits at most ten seconds for anything. */
final class Peer implements AutoCloseable {
  static final int CONTINUATION = 0;
  static final int TEXT = 1;
  static final int BINARY = 2;
  static final int CLOSE = 8;
  static final int PING = 9;
  static final int PONG = 10;
  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final String KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
  private static final byte[] MASK = {0x12, (byte) 0xfe, 0x00, 0x77};

  private final Socket socket = new Socket();
  private final DataInputStream in;

  Peer(InetSocketAddress server) throws IOException {
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    // A peer that does not read, or is not read, is soon noticed.
    socket.setReceiveBufferSize(64 * 1024);
    socket.setSendBufferSize(64 * 1024);
    socket.connect(server, 10_000);
    in = new DataInputStream(socket.getInputStream());
  }

  String shakeHands(String... fields) throws IOException {
    String answer = ask(WebSocketBytes.handshake(fields));
    assertThat(answer).startsWith("HTTP/1.1 101 ");
    return answer;
  }

  /** Sends this, and reads the header of the answer. */
  String ask(String head) throws IOException {
    send(head.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      answer.append((char) in.readUnsignedByte());
    }
    return answer.toString();
  }

  Peer send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  Peer text(String text) throws IOException {
    return frame(FIN | TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  Peer bye(int code) throws IOException {
    return frame(FIN | CLOSE, ByteBuffer.allocate(2).putShort((short) code).array());
  }

  Peer frame(int first, byte[] payload) throws IOException {
    return send(bytes(first, payload, true));
  }

  /** The bytes of a frame. */
  static byte[] bytes(int first, byte[] payload, boolean masked) {
    return masked
        ? WebSocketBytes.masked(first, payload, MASK)
        : WebSocketBytes.unmasked(first, payload);
  }

  /** A frame whose mask changes nothing, which spares the leak detector a record for each byte. */
  static byte[] cheap(int first, byte[] payload) {
    return WebSocketBytes.frame(first, payload);
  }

  Frame read() throws IOException {
    return WebSocketBytes.read(in);
  }

  /** Reads a whole text that came in one frame. */
  String readText() throws IOException {
    Frame frame = read();
    assertThat(frame.first()).isEqualTo(FIN | TEXT);
    return frame.text();
  }

  /** The server says Close with this code, and closes the connection. */
  void expectEnd(int code) throws IOException {
    Frame frame = read();
    assertThat(frame.first()).as("a Close, not '" + frame.text() + "'").isEqualTo(FIN | CLOSE);
    assertThat(frame.code()).as(frame.text()).isEqualTo(code);
    expectEof();
  }

  void expectEof() throws IOException {
    int next;
    try {
      next = in.read();
    } catch (EOFException closed) {
      next = -1;
    }
    assertThat(next).as("the end of the connection").isEqualTo(-1);
  }

  /** How many bytes the server sends before it ends the connection. */
  long drain() throws IOException {
    return in.transferTo(java.io.OutputStream.nullOutputStream());
  }

  void leave() throws IOException {
    socket.close();
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
