package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An address that answers no attempt to connect: a listener whose line is full. */
final class BlackHole implements AutoCloseable {
  private final ServerSocket listener;
  private final List<SocketChannel> line = new ArrayList<>();

  BlackHole(String address) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.ofLiteral(address));
    // Linux keeps one more than the backlog says, and drops what comes then.
    for (int i = 0; i < 4; i++) {
      SocketChannel waiting = SocketChannel.open();
      waiting.configureBlocking(false);
      boolean _ = waiting.connect(new InetSocketAddress(listener.getInetAddress(), port()));
      line.add(waiting);
    }
    Eventually.isTrue(() -> halfOpen() == 2);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Whether nobody but ourselves is trying to connect. */
  boolean isLeftAlone() {
    return halfOpen() == 2;
  }

  private int halfOpen() {
    String target = ":%04X 02 ".formatted(port()).toUpperCase(Locale.ROOT);
    return halfOpen(Path.of("/proc/net/tcp"), target) + halfOpen(Path.of("/proc/net/tcp6"), target);
  }

  private static int halfOpen(Path table, String target) {
    try {
      return (int)
          Files.readAllLines(table).stream().filter(entry -> entry.contains(target)).count();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    for (SocketChannel waiting : line) {
      waiting.close();
    }
    listener.close();
  }
}
