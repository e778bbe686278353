package dev.outrigger.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A closed loop of keep-alive clients on one thread: each sends its next request when it has the
 * whole answer to the last, and each answer is checked.
 */
final class Load implements AutoCloseable {
  private static final byte[] REQUEST =
      """
      GET /hello HTTP/1.1
      Host: localhost
      User-Agent: outrigger-bench
      Accept: text/plain

      """
          .replace("\n", "\r\n")
          .getBytes(StandardCharsets.US_ASCII);
  private static final String STATUS = "HTTP/1.1 200 OK\r\n";
  private static final String END = "\r\n\r\nHello, World!";

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();

  /** Opens the given number of connections. */
  Load(int port, int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Client client = new Client(channel);
      channel.register(selector, SelectionKey.OP_READ, client);
      clients.add(client);
    }
  }

  /**
   * Has the given number of requests answered, all clients together.
   *
   * @throws IOException if an answer is wrong or does not come within ten seconds
   */
  void run(long requests) throws IOException {
    long toSend = requests;
    long toCome = requests;
    for (Client client : clients) {
      if (toSend > 0) {
        client.send();
        toSend--;
      }
    }
    while (toCome > 0) {
      if (selector.select(10_000) == 0) {
        throw new IOException("no answer within ten seconds; " + toCome + " are missing");
      }
      Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
      while (ready.hasNext()) {
        Client client = (Client) ready.next().attachment();
        ready.remove();
        if (client.receive()) {
          toCome--;
          if (toSend > 0) {
            client.send();
            toSend--;
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Client client : clients) {
      client.channel.close();
    }
    selector.close();
  }

  private static final class Client {
    private final SocketChannel channel;
    private final ByteBuffer request = ByteBuffer.allocateDirect(REQUEST.length).put(REQUEST);
    private final ByteBuffer answer = ByteBuffer.allocateDirect(1024);

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void send() throws IOException {
      request.flip();
      while (request.hasRemaining()) {
        channel.write(request);
      }
    }

    boolean receive() throws IOException {
      if (channel.read(answer) < 0) {
        throw new EOFException("the server closed a connection");
      }
      boolean whole = endsWith(END);
      if (whole) {
        check();
        answer.clear();
      }
      return whole;
    }

    private boolean endsWith(String text) {
      int start = answer.position() - text.length();
      return start >= 0 && matches(start, text);
    }

    private void check() throws IOException {
      if (!matches(0, STATUS)) {
        byte[] raw = new byte[answer.position()];
        answer.flip().get(raw);
        throw new IOException("wrong answer: " + new String(raw, StandardCharsets.US_ASCII));
      }
    }

    private boolean matches(int start, String text) {
      for (int i = 0; i < text.length(); i++) {
        if (answer.get(start + i) != text.charAt(i)) {
          return false;
        }
      }
      return true;
    }
  }
}
