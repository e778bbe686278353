package dev.outrigger.supervisor.host;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Requests that a new server process has to answer before clients see it: over a Unix socket of its
 * own, through all that a client's request goes through.
 *
 * @param path whose answer must have a status below 400; empty if it is enough that it starts
 * @param warmUp paths that are asked for besides, whatever the answers, before it is let in
 * @param times how often each
 */
public record Probe(Optional<String> path, List<String> warmUp, int times) {
  /** It is enough that the application starts. */
  public static final Probe NONE = new Probe(Optional.empty(), List.of(), 0);

  /** Keeps its own copy. */
  public Probe {
    warmUp = List.copyOf(warmUp);
  }

  /** What is wrong with the answers; empty if nothing is. Waits for them. */
  Optional<String> ask(Path socket) {
    try {
      for (int i = 0; i < times; i++) {
        for (String each : warmUp) {
          int _ = status(socket, each);
        }
      }
      if (path.isPresent()) {
        int status = status(socket, path.get());
        return status < 400
            ? Optional.empty()
            : Optional.of("it answers its probe, GET " + path.get() + ", with status " + status);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("it does not answer its probe: " + e.getMessage());
    }
  }

  private static int status(Path socket, String path) throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request =
          "GET "
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nUser-Agent: outrigger-probe\r\n"
              + "Connection: close\r\n\r\n";
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      String answer =
          new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
      if (!answer.matches("(?s)HTTP/1\\.1 [1-5][0-9]{2} .*")) {
        throw new IOException("GET " + path + " got no answer of HTTP");
      }
      return Integer.parseInt(answer.substring(9, 12));
    }
  }
}
