package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Lifecycle;
import dev.outrigger.runtime.Loop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Serves connections over TCP: each in a task of its own.
 *
 * <pre>{@code
 * TcpServer server = TcpServer.bind(new InetSocketAddress(7000), ServeOptions.defaults());
 * server.serve(stream -> {
 *   for (byte[] some = stream.readSome(8192); some.length > 0; some = stream.readSome(8192)) {
 *     stream.write(some);
 *   }
 * });
 * }</pre>
 *
 * <p>Threading: {@link #serve} by one task; the rest from any thread but a loop's own.
 */
public final class TcpServer implements Lifecycle, AutoCloseable {
  private final TcpListener listener;
  private final InetSocketAddress address;
  private final Serving serving;

  private TcpServer(TcpListener listener, List<Loop> loops, ServeOptions options) {
    this.listener = listener;
    this.address = listener.address();
    this.serving = new Serving(listener, loops, options);
  }

  /** Serves one connection. It need not close the stream. */
  @FunctionalInterface
  public interface Handler {
    /** When it returns, what it wrote goes out and the stream is closed. */
    void handle(SocketStream stream) throws Exception;
  }

  /**
   * Listens, and serves on the loop of the calling task.
   *
   * @throws java.net.BindException if the address is in use, or not this machine's
   */
  public static TcpServer bind(InetSocketAddress address, ServeOptions options)
      throws IOException, InterruptedException {
    TcpListener listener = TcpListener.bind(address, options.listen());
    return new TcpServer(listener, List.of(Loop.current().orElseThrow()), options);
  }

  /** Listens on the loop of the calling task, and serves on all these in turn. */
  public static TcpServer bind(InetSocketAddress address, ServeOptions options, EventLoops spread)
      throws IOException, InterruptedException {
    List<Loop> loops = new ArrayList<>();
    for (int index = 0; index < spread.count(); index++) {
      loops.add(spread.loop(index));
    }
    return new TcpServer(TcpListener.bind(address, options.listen()), loops, options);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return address;
  }

  /**
   * Accepts connections, and runs the handler for each, until the server is stopped and all have
   * ended. A handler that fails is logged and ends its own connection only. If the calling scope is
   * cancelled, so are all connections.
   *
   * @throws IOException if the loop that it listens on was stopped before the server was
   */
  public void serve(Handler handler) throws Exception {
    serving.run(handler);
  }

  /** How many connections are served now. */
  public int connections() {
    return serving.count();
  }

  @Override
  public State state() {
    return serving.state();
  }

  /** Stops listening. Connections that are served go on; {@link #serve} returns when they end. */
  @Override
  public void stopAccepting() {
    serving.stopAccepting();
  }

  /**
   * Ends the connections whose handlers wait for the peer's next message: their read meets the end
   * of the stream. A handler waits so if it is reading and nothing has come since it last wrote.
   */
  @Override
  public void closeIdle() {
    serving.closeIdle();
  }

  /**
   * Stops accepting, closes what is idle or becomes so, and waits for the others.
   *
   * @return whether all had ended in time; if not, they go on, and {@link #abort} ends them
   */
  @Override
  public boolean drain(Duration limit) throws InterruptedException {
    return serving.drain(limit);
  }

  /** Stops accepting, cancels all handlers and resets all connections. Does not wait. */
  @Override
  public void abort() {
    serving.abort(Optional.empty());
  }

  /** {@link #abort}, for a server that was not stopped in good order. */
  @Override
  public void close() {
    abort();
    listener.close();
  }
}
