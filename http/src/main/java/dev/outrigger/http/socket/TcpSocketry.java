package dev.outrigger.http.socket;

import dev.outrigger.http.unsent.Unsent;
import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** A TCP address of our own. */
final class TcpSocketry implements Socketry {
  private final InetSocketAddress wanted;
  private final Transport transport;

  TcpSocketry(InetSocketAddress wanted, Transport transport) {
    this.wanted = wanted;
    this.transport = transport;
  }

  @Override
  public ChannelFuture open(ServerBootstrap bootstrap) {
    return bootstrap
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_REUSEADDR, true)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .bind(wanted);
  }

  @Override
  public SocketAddress opened(Channel channel) {
    boolean _ = Unsent.bound(channel);
    return channel.localAddress();
  }

  @Override
  public boolean hide(Channel channel) {
    boolean _ = SynFilter.attach(channel);
    return true;
  }
}
