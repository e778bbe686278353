package dev.outrigger.supervisor.sockets;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.socket.BindFailure;
import dev.outrigger.supervisor.posix.WaitingLine;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.UnixChannelOption;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * One TCP address, with a listening socket for each slot. None of them is closed while anybody may
 * be in its line: closing it would reset them.
 *
 * <p>Threading: by one thread in turn, not a loop's own.
 */
public final class SlotSockets implements AutoCloseable {
  private static final int BACKLOG = 1024;

  private final EventLoopGroup loops;
  private final List<Channel> sockets = new ArrayList<>();
  private InetSocketAddress address;

  private SlotSockets(EventLoopGroup loops, InetSocketAddress address) {
    this.loops = loops;
    this.address = address;
  }

  /**
   * Listens with one socket, for the first slot.
   *
   * @param address port 0 takes any free one, the same for all slots
   * @throws BindFailedException if it is taken, also by somebody who would share it
   */
  public static SlotSockets open(InetSocketAddress address, EventLoopGroup loops) {
    SlotSockets slots = new SlotSockets(loops, address);
    if (address.getPort() != 0) {
      // With SO_REUSEPORT two arbiters would share a port, and neither would hear of the other.
      slots.close(slots.bind(false));
    }
    slots.sockets.add(slots.bind(true));
    slots.address = (InetSocketAddress) slots.sockets.getFirst().localAddress();
    return slots;
  }

  /** Goes on with sockets that another arbiter has given, one for each slot. */
  static SlotSockets adopt(
      InetSocketAddress address, List<FileDescriptor> given, EventLoopGroup loops) {
    SlotSockets slots = new SlotSockets(loops, address);
    for (FileDescriptor each : given) {
      int number = each.intValue();
      slots.sockets.add(
          slots
              .held()
              .channelFactory(() -> new EpollServerSocketChannel(number))
              .register()
              .syncUninterruptibly()
              .channel());
    }
    slots.address = (InetSocketAddress) slots.sockets.getFirst().localAddress();
    return slots;
  }

  /** Nobody accepts from it here. */
  private ServerBootstrap held() {
    return new ServerBootstrap()
        .group(loops)
        .option(ChannelOption.AUTO_READ, false)
        .childHandler(new ChannelInboundHandlerAdapter());
  }

  private Channel bind(boolean shared) {
    ChannelFuture bound =
        held()
            .channel(EpollServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(UnixChannelOption.SO_REUSEPORT, shared)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailure.of(
          new Place.Tcp(address), new IOException(bound.cause().getMessage(), bound.cause()));
    }
    return bound.channel();
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return address;
  }

  /** Sees to it that there is a socket for a slot; those of all slots before are there then too. */
  public FileDescriptor of(int slot) {
    while (sockets.size() <= slot) {
      sockets.add(bind(true));
    }
    return ((EpollServerSocketChannel) sockets.get(slot)).fd();
  }

  /**
   * How many connections wait in the line of a slot's socket.
   *
   * @throws IOException if the kernel does not tell
   */
  public int inLine(int slot) throws IOException {
    return WaitingLine.length(of(slot).intValue());
  }

  /** How many sockets there are. */
  public int count() {
    return sockets.size();
  }

  /**
   * Has Linux spread new connections over the first so many slots.
   *
   * @return whether it does; without that it spreads them over all sockets that are open
   */
  public boolean spread(int slots) {
    FileDescriptor _ = of(slots - 1);
    return Spread.over(slots, sockets.getFirst());
  }

  /** Closes the last slot's socket, which nobody is spread to and nobody waits in. */
  public void closeLast() {
    close(sockets.removeLast());
  }

  private void close(Channel socket) {
    var _ = socket.close().awaitUninterruptibly();
  }

  @Override
  public void close() {
    sockets.forEach(this::close);
    sockets.clear();
  }
}
