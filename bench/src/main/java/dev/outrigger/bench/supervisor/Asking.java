package dev.outrigger.bench.supervisor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;

/** One connection of a client that sees all that happens to it: nothing is tried twice unasked. */
final class Asking implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket = new Socket();

  private Asking() {}

  /** What came back: which process answered, and whether the connection stays. */
  record Answer(long process, boolean stays) {}

  static Asking connect(int port) throws IOException {
    Asking asking = new Asking();
    try {
      asking.socket.setSoTimeout(PATIENCE_MILLIS);
      asking.socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          PATIENCE_MILLIS);
      return asking;
    } catch (IOException e) {
      asking.close();
      throw e;
    }
  }

  /**
   * Asks which process answers.
   *
   * @throws IOException if no whole answer of status 200 comes
   */
  Answer ask(boolean stay) throws IOException {
    String request =
        "GET /pid HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: %s\r\n\r\n"
            .formatted(stay ? "keep-alive" : "close");
    socket.getOutputStream().write(request.getBytes(US_ASCII));
    InputStream in = socket.getInputStream();
    String head = head(in).toLowerCase(Locale.ROOT);
    if (!head.startsWith("http/1.1 200 ")) {
      throw new IOException("answered: " + head.lines().findFirst().orElse("nothing"));
    }
    String body =
        head.contains("transfer-encoding: chunked")
            ? chunk(in)
            : new String(exactly(in, length(head)), US_ASCII);
    return new Answer(Long.parseLong(body), stay && !head.contains("\r\nconnection: close"));
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw head.isEmpty() ? new Silence() : new IOException("cut off within the header");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static int length(String head) throws IOException {
    return head.lines()
        .filter(line -> line.startsWith("content-length:"))
        .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip()))
        .findFirst()
        .orElseThrow(() -> new IOException("an answer of unknown length"));
  }

  /** Node's is one, and an empty one behind it. */
  private static String chunk(InputStream in) throws IOException {
    StringBuilder size = new StringBuilder();
    while (size.indexOf("\r\n") < 0) {
      size.append((char) exactly(in, 1)[0]);
    }
    int length = Integer.parseInt(size.substring(0, size.length() - 2), 16);
    String body = new String(exactly(in, length), US_ASCII);
    var _ = exactly(in, "\r\n0\r\n\r\n".length());
    return body;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new IOException("cut off within the body");
    }
    return bytes;
  }

  /** The connection ended in order before anything was said. */
  static final class Silence extends IOException {
    private static final long serialVersionUID = 1;

    private Silence() {
      super("closed without an answer");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
