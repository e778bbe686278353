package dev.outrigger.bench.netty;

import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A port of plain Netty on the loopback, with the options that Outrigger sets on its own. */
public final class NettyServer {
  private NettyServer() {}

  /**
   * Listens.
   *
   * @param port 0: any that is free
   * @param connection fills the pipeline of each
   */
  public static Channel listen(
      EventLoopGroup loop, Transport transport, int port, Consumer<ChannelPipeline> connection)
      throws InterruptedException {
    return new ServerBootstrap()
        .group(loop)
        .channel(transport.serverChannel())
        .option(ChannelOption.SO_BACKLOG, 1024)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                connection.accept(channel.pipeline());
              }
            })
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .sync()
        .channel();
  }
}
