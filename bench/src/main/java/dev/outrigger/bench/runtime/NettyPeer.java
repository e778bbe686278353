package dev.outrigger.bench.runtime;

import dev.outrigger.runtime.Transport;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.OptionalInt;

/** Netty's own example of an echo server, on one loop and the transport that ours uses. */
final class NettyPeer implements Peer {
  @Override
  public String name() {
    return "Netty";
  }

  @Override
  public OptionalInt echo() {
    Transport transport = Transport.best();
    InetSocketAddress bound =
        (InetSocketAddress)
            new ServerBootstrap()
                .group(new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory()))
                .channel(transport.serverChannel())
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new Echo())
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel()
                .localAddress();
    return OptionalInt.of(bound.getPort());
  }

  @ChannelHandler.Sharable
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      var _ = ctx.write(message, ctx.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
      ctx.flush();
    }
  }
}
