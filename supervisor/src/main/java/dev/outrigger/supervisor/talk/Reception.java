package dev.outrigger.supervisor.talk;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Hears whoever connects to a Unix socket, each on a thread of its own. */
public final class Reception implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.supervisor");

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path socket;
  private final ServerSocketChannel channel;
  private final Hearer hearer;

  /** Hears one talk to its end. */
  @FunctionalInterface
  public interface Hearer {
    /** Returns when it has heard all; the talk is closed then. */
    void hear(Lines lines) throws IOException;
  }

  private Reception(Path socket, ServerSocketChannel channel, Hearer hearer) {
    this.socket = socket;
    this.channel = channel;
    this.hearer = hearer;
  }

  /**
   * Listens there.
   *
   * @param socket that is not there yet
   */
  public static Reception open(Path socket, Hearer hearer) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    Reception reception = new Reception(socket, channel, hearer);
    Thread.ofPlatform().daemon().name("reception").start(reception::accept);
    return reception;
  }

  private void accept() {
    boolean told = false;
    while (channel.isOpen()) {
      try {
        welcome(channel.accept());
        told = false;
      } catch (ClosedChannelException closed) {
        return;
      } catch (IOException | OutOfMemoryError e) {
        // No more descriptors or threads, for now.
        if (!told) {
          LOG.log(Level.WARNING, "Nobody is heard at " + socket + " until this is over: " + e);
          told = true;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private void welcome(SocketChannel come) throws IOException {
    try {
      Thread.ofPlatform().daemon().name("talk").start(() -> hear(new Lines(come)));
    } catch (OutOfMemoryError noThread) {
      come.close();
      throw noThread;
    }
  }

  private void hear(Lines lines) {
    try (lines) {
      hearer.hear(lines);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "a talk at " + socket + " ended", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the socket did not close: " + socket, e);
    }
  }
}
