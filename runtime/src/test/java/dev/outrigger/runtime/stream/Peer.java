package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The other side of a connection, played by the test's own thread with a socket of the JDK. */
final class Peer implements AutoCloseable {
  private final ServerSocket listener;
  private final CompletableFuture<Socket> socket = new CompletableFuture<>();

  Peer() throws IOException {
    listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread thread = Thread.ofVirtual().unstarted(this::accept);
    thread.start();
  }

  private void accept() {
    try {
      Socket accepted = listener.accept();
      accepted.setSoTimeout(20_000);
      accepted.setTcpNoDelay(true);
      socket.complete(accepted);
    } catch (IOException e) {
      socket.completeExceptionally(e);
    }
  }

  int port() {
    return listener.getLocalPort();
  }

  Socket socket() throws Exception {
    return socket.get(20, TimeUnit.SECONDS);
  }

  void send(String text) throws Exception {
    socket().getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  String receive(int bytes) throws Exception {
    return new String(socket().getInputStream().readNBytes(bytes), StandardCharsets.US_ASCII);
  }

  void reset() throws Exception {
    socket().setSoLinger(true, 0);
    socket().close();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    if (socket.isDone() && !socket.isCompletedExceptionally()) {
      socket.resultNow().close();
    }
  }
}
