package dev.outrigger.web.files;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A server, and a client that sends what it is told, byte by byte: others mend paths. */
public record RawServer(WebServer server) implements AutoCloseable {

  /** An answer as it came. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Answer(String head, byte[] body) {
    public int status() {
      return Integer.parseInt(head.substring(9, 12));
    }

    public Optional<String> header(String name) {
      return head.lines()
          .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
          .map(line -> line.substring(name.length() + 2))
          .findFirst();
    }

    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public static RawServer start(TaskBackend backend, Application application) throws Exception {
    return new RawServer(
        WebServer.builder(
                app -> {
                  app.withoutPool();
                  application.configure(app);
                })
            .bind("127.0.0.1", 0)
            .tasks(backend)
            .start());
  }

  public Answer get(String target, String... fields) throws IOException {
    return ask("GET", target, fields);
  }

  public Answer ask(String method, String target, String... fields) throws IOException {
    try (Socket client = connect()) {
      send(client, method, target, fields);
      return read(client);
    }
  }

  public Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort());
    client.setSoTimeout(15_000);
    return client;
  }

  public static void send(Socket client, String method, String target, String... fields)
      throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    client.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Reads to the end of the connection; chunks are put together. */
  public static Answer read(Socket client) throws IOException {
    byte[] all = client.getInputStream().readAllBytes();
    String text = new String(all, StandardCharsets.ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String head = text.substring(0, end + 2);
    byte[] body = text.substring(end + 4).getBytes(StandardCharsets.ISO_8859_1);
    Answer answer = new Answer(head, body);
    return answer.header("Transfer-Encoding").isPresent() && body.length > 0
        ? new Answer(head, unchunked(body))
        : answer;
  }

  private static byte[] unchunked(byte[] chunks) {
    String text = new String(chunks, StandardCharsets.ISO_8859_1);
    var whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int line = text.indexOf("\r\n", at);
      int size = Integer.parseInt(text.substring(at, line), 16);
      if (size == 0) {
        return whole.toByteArray();
      }
      whole.write(chunks, line + 2, size);
      at = line + 2 + size + 2;
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
