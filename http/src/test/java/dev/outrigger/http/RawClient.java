package dev.outrigger.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly what it is told to, and waits at most ten seconds for anything. */
public final class RawClient implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;

  /** What came back; header names in lower case. */
  public record Answer(int status, Map<String, String> headers, String body) {
    public boolean closes() {
      return "close".equals(headers.get("connection"));
    }
  }

  public RawClient(InetSocketAddress server) throws IOException {
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    socket.connect(server, 10_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Where the server sees us. */
  public String name() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  public RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** For threads of their own. */
  public void sendUnchecked(byte[] bytes) {
    try {
      send(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public RawClient get(String path) throws IOException {
    return send("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
  }

  /** A POST whose body is still to be sent. */
  public RawClient post(String path, long length, String... more) throws IOException {
    String fields = more.length == 0 ? "" : String.join("\r\n", more) + "\r\n";
    return send(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: test\r\n"
            + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length)
            + "\r\n"
            + fields
            + "\r\n");
  }

  public Answer read() throws IOException {
    return read(true);
  }

  public Answer readHead() throws IOException {
    return read(false);
  }

  /** Reads on to the end of the connection; what comes before it is the answer. */
  public String readToEnd() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** One chunk of a chunked body; empty if it was the last. */
  public String readChunk() throws IOException {
    int length = Integer.parseInt(line(), 16);
    String chunk = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    assertEmpty(line());
    return chunk;
  }

  /** A chunked body without trailers. */
  public String readChunks() throws IOException {
    StringBuilder whole = new StringBuilder();
    for (String chunk = readChunk(); !chunk.isEmpty(); chunk = readChunk()) {
      whole.append(chunk);
    }
    return whole.toString();
  }

  private static void assertEmpty(String line) {
    if (!line.isEmpty()) {
      throw new AssertionError("a chunk ends with '" + line + "'");
    }
  }

  /** Closes our half of the connection. */
  public RawClient sendNoMore() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Waits for the end of the connection, whichever it is. */
  public void readToEndOrReset() throws IOException {
    try {
      byte[] _ = in.readAllBytes();
    } catch (SocketException reset) {
      // That is an end, too.
    }
  }

  public void leave() throws IOException {
    socket.close();
  }

  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private Answer read(boolean withBody) throws IOException {
    String line = line();
    int status = Integer.parseInt(line.substring(9, 12));
    Map<String, String> headers = new TreeMap<>();
    for (String field = line(); !field.isEmpty(); field = line()) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).trim());
    }
    int length =
        withBody && status >= 200
            ? Integer.parseInt(headers.getOrDefault("content-length", "0"))
            : 0;
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException("the body ends after " + body.length + " of " + length + " bytes");
    }
    return new Answer(status, headers, new String(body, StandardCharsets.UTF_8));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection ended inside a line: '" + line + "'");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
