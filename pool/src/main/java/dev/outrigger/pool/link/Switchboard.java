package dev.outrigger.pool.link;

import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * The pool's Unix socket and the one thread that reads all connections to it. No user code runs
 * here, and no read waits for anybody: a silent or foreign peer holds up nothing.
 */
public final class Switchboard implements AutoCloseable {
  private static final int BUFFER = 256 << 10;
  private static final long GREETING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long LOOK_ROUND_MILLIS = 1000;

  private final Path socket;
  private final Selector selector;
  private final Reception reception;
  private final int maxFrame;
  private final Queue<Runnable> errands = new ConcurrentLinkedQueue<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
  private final Thread thread;
  private ServerSocketChannel server;
  private volatile boolean open = true;

  /** Binds the socket and starts the thread. */
  public Switchboard(Path socket, String name, int maxFrame, Reception reception)
      throws IOException {
    this.socket = socket;
    this.reception = reception;
    this.maxFrame = maxFrame;
    this.selector = Selector.open();
    try {
      this.server = bound(socket, selector);
    } catch (IOException e) {
      selector.close();
      throw e;
    }
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name(name + "-io")
            .unstarted(this::run);
    thread.setContextClassLoader(null);
    thread.start();
  }

  private static ServerSocketChannel bound(Path socket, Selector selector) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket));
      server.configureBlocking(false);
      server.register(selector, SelectionKey.OP_ACCEPT);
      return server;
    } catch (IOException | ClosedSelectorException e) {
      server.close();
      throw e;
    }
  }

  /**
   * Listens on a new socket if the file of the old one is gone, as nobody finds that any more. Who
   * has found it before is let in.
   */
  public synchronized void restore() throws IOException {
    if (Files.exists(socket) || !open) {
      return;
    }
    ServerSocketChannel lost = server;
    try {
      server = bound(socket, selector);
    } catch (IOException e) {
      throw new IOException(
          "the pool's socket %s is gone and can't be made again: %s".formatted(socket, Told.why(e)),
          e);
    } catch (ClosedSelectorException _) {
      throw new IOException("the pool has ended");
    }
    execute(() -> {
      while (accept(lost)) {
        // Until its queue is empty.
      }
      closeQuietly(lost);
    });
  }

  /** Does this on the switchboard's thread, soon. */
  public void execute(Runnable errand) {
    errands.add(errand);
    selector.wakeup();
  }

  /** Reads what is left on the connection of a dead process, then does this. */
  public void drain(Connection connection, Runnable then) {
    execute(() -> {
      while (connection.read(buffer)) {
        // Until its end, or until nothing is left.
      }
      then.run();
    });
  }

  private void run() {
    try {
      while (open) {
        selector.select(this::serve, LOOK_ROUND_MILLIS);
        refuseSilent();
        for (Runnable next = errands.poll(); next != null; next = errands.poll()) {
          guarded(next);
        }
      }
    } catch (IOException e) {
      reception.refusals().accept("everything: the selector failed with " + e);
    } finally {
      selector.keys().forEach(Switchboard::close);
      closeListening();
      closeQuietly(selector);
    }
  }

  private void serve(SelectionKey key) {
    guarded(() -> {
      if (key.attachment() instanceof Connection connection) {
        if (key.isWritable()) {
          connection.writable();
        }
        if (key.isReadable()) {
          connection.read(buffer);
        }
      } else if (key.channel() instanceof ServerSocketChannel listening) {
        boolean _ = accept(listening);
      }
    });
  }

  /** Tells whether there was one. */
  private boolean accept(ServerSocketChannel listening) {
    try {
      SocketChannel channel = listening.accept();
      if (channel != null) {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
        key.attach(new Connection(channel, key, reception, maxFrame, System.nanoTime()));
      }
      return channel != null;
    } catch (IOException e) {
      reception.refusals().accept("it could not be accepted: " + e);
      return false;
    }
  }

  private void refuseSilent() {
    long deadline = System.nanoTime() - GREETING_NANOS;
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Connection connection
          && connection.greetingOverdue(deadline)) {
        connection.fail("it did not greet within 5 s");
      }
    }
  }

  /** A bug met on behalf of one worker must not take the others' thread away. */
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (CancelledKeyException _) {
      // Closed meanwhile.
    } catch (RuntimeException | Error e) {
      System.getLogger("dev.outrigger.pool").log(System.Logger.Level.ERROR, "bug in the pool", e);
    }
  }

  private static void close(SelectionKey key) {
    if (key.attachment() instanceof Connection connection) {
      connection.close();
    } else {
      closeQuietly(key.channel());
    }
  }

  private synchronized void closeListening() {
    closeQuietly(server);
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception _) {
      // It is given up either way.
    }
  }

  /** Ends the thread, which closes everything; does not wait for that. */
  @Override
  public void close() {
    open = false;
    selector.wakeup();
  }

  /** The thread, to be waited for after {@link #close}. */
  public Thread thread() {
    return thread;
  }
}
