package dev.outrigger.runtime.stream;

import dev.outrigger.runtime.Scope;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;

/**
 * Sends and receives packets over UDP. What comes is kept until it is received, up to a limit; what
 * comes beyond is dropped and counted.
 *
 * <p>Threading: {@link #receive} by one task at a time, {@link #send} by any.
 */
public final class UdpSocket implements AutoCloseable {
  /** How many packets are kept where no limit is named. */
  public static final int DEFAULT_QUEUE = 1024;

  private static final int LONGEST = 65_535;

  private final Channel channel;
  private final EventLoop loop;
  private final PacketQueue queue;
  private final InetSocketAddress local;

  private UdpSocket(Channel channel, EventLoop loop, PacketQueue queue) {
    this.channel = channel;
    this.loop = loop;
    this.queue = queue;
    this.local = (InetSocketAddress) channel.localAddress();
  }

  /** On this port of the loopback interface; zero: any free port. */
  public static UdpSocket bind(int port) throws IOException, InterruptedException {
    return bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEFAULT_QUEUE);
  }

  /**
   * On this address, on the loop of the calling task.
   *
   * @param queue how many packets are kept until they are received; at least 1
   * @throws BindException if the address is in use, or not this machine's
   */
  public static UdpSocket bind(InetSocketAddress address, int queue)
      throws IOException, InterruptedException {
    try {
      return opened(address, queue, channel -> channel.bind(address));
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      BindException refused =
          new BindException("cannot bind " + Names.of(address) + ": " + Wire.reason(cause));
      refused.initCause(cause);
      throw refused;
    }
  }

  /** With this one peer: packets of others do not arrive, and {@link #send(byte[])} goes there. */
  public static UdpSocket connect(InetSocketAddress peer) throws IOException, InterruptedException {
    try {
      return opened(peer, DEFAULT_QUEUE, channel -> channel.connect(peer));
    } catch (ExecutionException e) {
      throw new SocketException("cannot connect to " + Names.of(peer), e.getCause());
    }
  }

  private static UdpSocket opened(
      InetSocketAddress address, int limit, Function<Channel, ChannelFuture> opening)
      throws InterruptedException, ExecutionException {
    if (limit < 1) {
      throw new IllegalArgumentException("the queue must hold at least 1 packet, but was " + limit);
    }
    EventLoop loop = Sockets.currentLoop("a socket on " + Names.of(address));
    CompletableFuture<UdpSocket> opened = new CompletableFuture<>();
    loop.execute(() -> open(loop, limit, opening, opened));
    try {
      return Waiting.result(opened);
    } catch (InterruptedException | RuntimeException cancelled) {
      var _ = opened.thenAccept(UdpSocket::close);
      throw cancelled;
    }
  }

  private static void open(
      EventLoop loop,
      int limit,
      Function<Channel, ChannelFuture> opening,
      CompletableFuture<UdpSocket> opened) {
    try {
      Channel channel = Sockets.UDP.openOn(loop);
      channel.config().setRecvByteBufAllocator(new FixedRecvByteBufAllocator(LONGEST));
      PacketQueue queue = new PacketQueue(limit);
      channel.pipeline().addLast("packets", queue);
      loop.register(channel)
          .addListener(_ ->
              opening
                  .apply(channel)
                  .addListener(done -> {
                    if (done.isSuccess()) {
                      opened.complete(new UdpSocket(channel, loop, queue));
                    } else {
                      var _ = channel.close();
                      opened.completeExceptionally(done.cause());
                    }
                  }));
    } catch (RuntimeException | Error e) {
      opened.completeExceptionally(e);
    }
  }

  /** This side's address, with the real port. */
  public InetSocketAddress localAddress() {
    return local;
  }

  /**
   * Sends a packet and waits until the operating system has it.
   *
   * @throws IOException if it is too long, or the socket is closed
   */
  public void send(Datagram packet) throws IOException, InterruptedException {
    write(new DatagramPacket(Unpooled.copiedBuffer(packet.bytes()), packet.peer()));
  }

  /** Sends to the peer that the socket is connected to. */
  public void send(byte[] bytes) throws IOException, InterruptedException {
    write(Unpooled.copiedBuffer(bytes));
  }

  private void write(Object message) throws IOException, InterruptedException {
    Scope.checkpoint();
    CompletableFuture<Boolean> sent = new CompletableFuture<>();
    try {
      loop.execute(() ->
          channel
              .writeAndFlush(message)
              .addListener(done -> {
                if (done.isSuccess()) {
                  sent.complete(true);
                } else {
                  sent.completeExceptionally(done.cause());
                }
              }));
      boolean _ = Waiting.result(sent);
    } catch (RejectedExecutionException stopped) {
      throw new SocketException("cannot send: the socket's loop was stopped", stopped);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new SocketException(
          "cannot send from " + Names.of(local) + ": " + Wire.reason(cause), cause);
    }
  }

  /**
   * Waits for the next packet.
   *
   * @throws IOException if the socket is closed, or the peer of a connected one refuses packets
   */
  public Datagram receive() throws IOException, InterruptedException {
    return queue.take(Names.of(local));
  }

  /**
   * How many packets were dropped because the queue was full. The system may drop more, uncounted.
   */
  public long dropped() {
    return queue.dropped();
  }

  /** Closes the socket; packets that nobody received are gone. */
  @Override
  public void close() {
    queue.close();
    try {
      loop.execute(() -> {
        var _ = channel.close();
      });
    } catch (RejectedExecutionException stopped) {
      // Then it is closed.
    }
  }
}
