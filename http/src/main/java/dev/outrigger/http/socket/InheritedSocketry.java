package dev.outrigger.http.socket;

import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.unsent.Unsent;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.SocketAddress;

/**
 * A socket that listens already. If others have it too, what waits in its line when we close our
 * end is accepted by them.
 */
final class InheritedSocketry implements Socketry {
  private final Descriptor descriptor;
  private final boolean alone;

  private InheritedSocketry(Descriptor descriptor, boolean alone) {
    this.descriptor = descriptor;
    this.alone = alone;
  }

  /** One that others have too. */
  static InheritedSocketry of(int number, Transport transport) throws IOException {
    return of(number, transport, false);
  }

  /** One that others had and that is ours now. */
  static InheritedSocketry alone(int number, Transport transport) throws IOException {
    return of(number, transport, true);
  }

  private static InheritedSocketry of(int number, Transport transport, boolean alone)
      throws IOException {
    if (transport != Transport.EPOLL) {
      throw new IOException(
          "an inherited socket needs Transport.EPOLL, but the loops have " + transport);
    }
    Descriptor descriptor = Descriptor.of(number);
    descriptor.unblock();
    return new InheritedSocketry(descriptor, alone);
  }

  @Override
  public ChannelFuture open(ServerBootstrap bootstrap) {
    int number = descriptor.number();
    // It listens from the first moment, when the handler of what it accepts is not there yet.
    bootstrap.option(ChannelOption.AUTO_READ, false);
    return descriptor.isUnix()
        ? bootstrap.channelFactory(() -> new EpollServerDomainSocketChannel(number)).register()
        : bootstrap
            .channelFactory(() -> new EpollServerSocketChannel(number))
            .childOption(ChannelOption.TCP_NODELAY, true)
            .register();
  }

  @Override
  public SocketAddress opened(Channel channel) {
    if (!descriptor.isUnix()) {
      boolean _ = Unsent.bound(channel);
    }
    channel.config().setAutoRead(true);
    return Addresses.plain(
        channel instanceof UnixChannel unix
                && descriptor.isUnix()
                && unix.fd() instanceof Socket socket
            ? socket.localDomainSocketAddress()
            : channel.localAddress());
  }

  @Override
  public boolean isShared() {
    return !alone;
  }

  @Override
  public boolean hide(Channel channel) {
    if (alone) {
      boolean _ = SynFilter.attach(channel);
    }
    return alone;
  }
}
