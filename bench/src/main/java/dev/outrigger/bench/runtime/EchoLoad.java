package dev.outrigger.bench.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A closed loop of clients on one thread: each sends its next 64 bytes when it has the last ones
 * back, and looks whether they are the same.
 */
final class EchoLoad implements AutoCloseable {
  private static final int LENGTH = 64;
  private static final long PATIENCE_MILLIS = 10_000;

  private final Selector selector = Selector.open();
  private final List<Client> clients = new ArrayList<>();

  EchoLoad(int port, int connections) throws IOException {
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

  /** Nanoseconds for so many round trips, all clients together. */
  long run(int trips) throws IOException {
    long start = System.nanoTime();
    int toSend = trips;
    for (Client client : clients) {
      if (toSend-- > 0) {
        client.send();
      }
    }
    for (int toCome = trips; toCome > 0; ) {
      if (selector.select(PATIENCE_MILLIS) == 0) {
        throw new IOException("no echo for 10 s");
      }
      for (SelectionKey ready : selector.selectedKeys()) {
        Client client = (Client) ready.attachment();
        if (client.hasAll()) {
          toCome--;
          if (toSend-- > 0) {
            client.send();
          }
        }
      }
      selector.selectedKeys().clear();
    }
    return System.nanoTime() - start;
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
    private final ByteBuffer out = ByteBuffer.allocateDirect(LENGTH);
    private final ByteBuffer in = ByteBuffer.allocateDirect(LENGTH);
    private int number;

    Client(SocketChannel channel) {
      this.channel = channel;
    }

    void send() throws IOException {
      out.clear().putInt(0, ++number);
      in.clear();
      if (channel.write(out) < LENGTH) {
        throw new IOException("a socket took fewer than 64 bytes");
      }
    }

    boolean hasAll() throws IOException {
      if (channel.read(in) < 0) {
        throw new EOFException("the server has closed a connection");
      }
      if (in.hasRemaining()) {
        return false;
      }
      if (in.getInt(0) != number) {
        throw new IOException("an echo is not what was sent");
      }
      return true;
    }
  }
}
