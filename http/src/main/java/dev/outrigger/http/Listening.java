package dev.outrigger.http;

import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;

/** Opens a listening socket, and makes a {@link Connection} of what it accepts. */
final class Listening extends ChannelInitializer<SocketChannel> {
  private static final int BACKLOG = 1024;

  private final Limits limits;
  private final Admission admission;
  private final Map<EventExecutor, ServerLoop> homes;

  private Listening(Limits limits, Admission admission, Map<EventExecutor, ServerLoop> homes) {
    this.limits = limits;
    this.admission = admission;
    this.homes = homes;
  }

  static Channel open(
      InetSocketAddress address,
      EventLoops loops,
      Limits limits,
      Admission admission,
      Map<EventExecutor, ServerLoop> homes) {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.netty())
            .channel(loops.transport().serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(new Listening(limits, admission, homes))
            .bind(address)
            .awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    bound.channel().close().awaitUninterruptibly();
    throw failure(address, bound.cause());
  }

  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
  protected void initChannel(SocketChannel channel) {
    ServerLoop home = homes.get(channel.eventLoop());
    InetSocketAddress remote = channel.remoteAddress();
    if (home == null || remote == null) {
      // A client that was gone before we looked has no address any more.
      channel.close();
    } else if (admission.tryEnter()) {
      RequestDecoder decoder = new RequestDecoder(limits);
      channel.pipeline().addLast(decoder, new Connection(home, channel, remote, decoder));
    } else {
      home.counters().refused();
      channel.pipeline().addLast(new RefusedConnection(channel));
    }
  }

  private static BindFailedException failure(InetSocketAddress address, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    String lower = reason.toLowerCase(Locale.ROOT);
    return new BindFailedException(address, reason, lower.contains("already in use"));
  }
}
