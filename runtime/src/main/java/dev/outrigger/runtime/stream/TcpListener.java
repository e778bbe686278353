package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Loop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;

/**
 * Accepts connections over TCP, one at a time; {@link TcpServer} serves many.
 *
 * <p>Threading: {@link #accept} by one task at a time, the rest by anyone.
 */
public final class TcpListener implements AutoCloseable {
  private final Acceptor acceptor;

  private TcpListener(Acceptor acceptor) {
    this.acceptor = acceptor;
  }

  /** Listens on this port of the loopback interface; zero: any free port. */
  public static TcpListener bind(int port) throws IOException, InterruptedException {
    return bind(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ListenOptions.defaults());
  }

  /**
   * Listens on this address, on the loop of the calling task.
   *
   * @throws BindException if the address is in use, or not this machine's
   * @throws IllegalStateException if the caller is no task of a loop
   */
  public static TcpListener bind(InetSocketAddress address, ListenOptions options)
      throws IOException, InterruptedException {
    EventLoop loop = Sockets.currentLoop("a listener on " + Names.of(address));
    try {
      return new TcpListener(
          Acceptor.open(
              loop,
              Sockets.TCP_LISTENER,
              address,
              own -> {
                set(own, ChannelOption.SO_BACKLOG, options.backlog());
                set(own, ChannelOption.SO_REUSEADDR, options.reuseAddress());
              },
              child -> {
                set(child, ChannelOption.TCP_NODELAY, options.noDelay());
                set(child, ChannelOption.SO_KEEPALIVE, options.keepAlive());
              }));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      BindException refused =
          new BindException("cannot listen on " + Names.of(address) + ": " + Wire.reason(cause));
      refused.initCause(cause);
      throw refused;
    }
  }

  private static <T> void set(Channel channel, ChannelOption<T> option, T value) {
    boolean _ = channel.config().setOption(option, value);
  }

  /** Where it listens, with the real port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) acceptor.address();
  }

  /**
   * Waits for the next connection; it lives on the loop of the calling task.
   *
   * @throws IOException if the listener was closed, or the operating system has no more sockets
   */
  public SocketStream accept() throws IOException, InterruptedException {
    return new SocketStream(acceptor.accept(Sockets.currentLoop("an accepted connection")));
  }

  /** As {@link #accept()}, with the connection on this loop. */
  public SocketStream accept(Loop home) throws IOException, InterruptedException {
    return new SocketStream(acceptor.accept(home.netty()));
  }

  boolean isClosed() {
    return acceptor.isClosed();
  }

  /**
   * Stops listening. Connections that wait in the operating system's line are reset. A task that
   * waits in {@link #accept} gets an {@link IOException}.
   */
  @Override
  public void close() {
    acceptor.close();
  }
}
