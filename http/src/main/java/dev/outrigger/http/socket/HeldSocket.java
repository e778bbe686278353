package dev.outrigger.http.socket;

import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;

/**
 * A Unix socket that listens, and from which nobody accepts here: it is for other processes, which
 * are given its descriptor.
 *
 * <p>Threading: by one thread in turn, not a loop's own.
 */
public final class HeldSocket implements AutoCloseable {
  private final UnixSocketry socketry;
  private final Channel channel;

  private HeldSocket(UnixSocketry socketry, Channel channel) {
    this.socketry = socketry;
    this.channel = channel;
  }

  /**
   * Listens there.
   *
   * @param loops of epoll
   * @throws dev.outrigger.http.BindFailedException if it can't
   */
  public static HeldSocket open(Place.Unix place, EventLoopGroup loops) {
    UnixSocketry socketry = new UnixSocketry(place, Transport.EPOLL, false);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops)
            .option(ChannelOption.AUTO_READ, false)
            .childHandler(new ChannelInboundHandlerAdapter());
    try {
      ChannelFuture bound = socketry.open(bootstrap).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new IOException(bound.cause().getMessage(), bound.cause());
      }
      var _ = socketry.opened(bound.channel());
      return new HeldSocket(socketry, bound.channel());
    } catch (IOException e) {
      throw BindFailure.of(place, e);
    }
  }

  /** What other processes are given. */
  public FileDescriptor descriptor() {
    return ((EpollServerDomainSocketChannel) channel).fd();
  }

  /** Nobody finds it any more, and it listens no more. */
  @Override
  public void close() {
    try {
      boolean _ = socketry.hide(channel);
    } catch (IOException gone) {
      // Then nobody finds it either.
    }
    var _ = channel.close().awaitUninterruptibly();
  }
}
