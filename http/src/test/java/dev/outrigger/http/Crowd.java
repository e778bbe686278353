package dev.outrigger.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Many clients in a process of their own, since no process may have as many files as both ends
 * together need. Each sends its request, waits for the first byte of the answer, and then does
 * nothing until this is closed.
 */
final class Crowd implements AutoCloseable {
  private static final String READY = "ready";

  private final Process process;

  private Crowd(Process process) {
    this.process = process;
  }

  /** So many clients that have all heard of the server. */
  static Crowd of(int count, InetSocketAddress server, String request) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Crowd.class.getName(),
                "" + server.getPort(),
                "" + count,
                request)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = process.inputReader().readLine();
    if (!READY.equals(said)) {
      process.destroyForcibly();
      throw new IOException("the clients could not begin: " + said);
    }
    return new Crowd(process);
  }

  /** All of them go away at once. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** In the process of the clients: port, how many, and the request that each sends. */
  @SuppressWarnings("SystemOut") // it is read by the test
  public static void main(String[] args) throws IOException {
    int port = Integer.parseInt(args[0]);
    int count = Integer.parseInt(args[1]);
    byte[] request = args[2].getBytes(StandardCharsets.US_ASCII);
    List<SocketChannel> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SocketChannel client = SocketChannel.open();
      client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
      // Several addresses, so that no pair of them runs out of ports.
      client.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0." + (2 + i % 4)), 0));
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.write(ByteBuffer.wrap(request));
      all.add(client);
    }
    for (SocketChannel client : all) {
      if (client.read(ByteBuffer.allocate(1)) < 1) {
        throw new IOException("the server does not answer");
      }
    }
    System.out.println(READY);
    int _ = System.in.read();
    System.out.println(all.size());
  }
}
