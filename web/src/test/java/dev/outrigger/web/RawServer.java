package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real server, and a client that sends what it is told, whatever that is. No test may make the
 * server answer 500 or log an error, unless it says so by {@link #errors}.
 */
public final class RawServer implements AutoCloseable {
  private final WebServer server;
  private final Logged logged;
  private boolean errorsExpected;

  private RawServer(WebServer server, Logged logged) {
    this.server = server;
    this.logged = logged;
  }

  /** Serves without a pool. */
  public static RawServer start(TaskBackend backend, Application application) throws Exception {
    var logged = new Logged();
    try {
      return new RawServer(
          WebServer.builder(
                  app -> {
                    app.withoutPool();
                    application.configure(app);
                  })
              .bind("127.0.0.1", 0)
              .tasks(backend)
              .start(),
          logged);
    } catch (Exception e) {
      logged.close();
      throw e;
    }
  }

  /** An answer as it came, with its field names as they were written. */
  public record Answer(int status, List<String> fields, String body) {
    /** The values of a field, in their order. */
    public List<String> all(String name) {
      String start = name.toLowerCase(java.util.Locale.ROOT) + ": ";
      return fields.stream()
          .filter(field -> field.toLowerCase(java.util.Locale.ROOT).startsWith(start))
          .map(field -> field.substring(start.length()))
          .toList();
    }

    /** The first value of a field. */
    public Optional<String> first(String name) {
      return all(name).stream().findFirst();
    }

    /** Name and value of the first cookie that is set, as they go into the field Cookie. */
    public String cookie() {
      return first("Set-Cookie").map(set -> set.split(";", 2)[0]).orElse("");
    }
  }

  /** Asks with these fields beside Host: {@code "Origin: https://a.example"}. */
  public Answer get(String path, String... fields) throws IOException {
    return send("GET", path, "", fields);
  }

  /** Posts a form. */
  public Answer post(String path, String form, String... fields) throws IOException {
    List<String> all = new ArrayList<>(List.of(fields));
    if (!form.isEmpty()) {
      all.add("Content-Type: application/x-www-form-urlencoded");
    }
    return send("POST", path, form, all.toArray(String[]::new));
  }

  /** Sends fields in ISO 8859-1; with a field Host, no other is added. */
  public Answer send(String method, String path, String body, String... fields) throws IOException {
    var head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nConnection: close\r\n");
    if (List.of(fields).stream().noneMatch(field -> field.startsWith("Host:"))) {
      head.append("Host: localhost\r\n");
    }
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    head.append("\r\n");
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.uri().getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(bytes);
      return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static Answer parse(String text) {
    int end = text.indexOf("\r\n\r\n");
    assertThat(end).as("a whole header in: %s", text).isPositive();
    List<String> lines = List.of(text.substring(0, end).split("\r\n", -1));
    return new Answer(
        Integer.parseInt(lines.getFirst().split(" ", -1)[1]),
        lines.subList(1, lines.size()),
        text.substring(end + 4));
  }

  /** The lines of its log; from now on, errors may be among them. */
  public List<String> errors() {
    errorsExpected = true;
    return logged.lines();
  }

  /** Where it listens. */
  public URI uri() {
    return server.uri();
  }

  /** The lines of its log. */
  public List<String> lines() {
    return logged.lines();
  }

  @Override
  public void close() {
    server.close();
    logged.close();
    if (!errorsExpected) {
      assertThat(logged.lines()).noneMatch(line -> line.startsWith("SEVERE"));
    }
  }
}
