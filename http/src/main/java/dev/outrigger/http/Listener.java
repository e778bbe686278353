package dev.outrigger.http;

import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The listening socket of a server.
 *
 * <p>Closing it resets the connections that the kernel holds ready and nobody has accepted yet. So
 * before it is closed, a connection of our own goes to the end of their line: when that one comes
 * out, all before it have come out too.
 *
 * <p>Threading: {@code close} from any thread but a loop's own.
 */
final class Listener {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final int BACKLOG = 1024;
  private static final int LONGEST_CONNECT_MILLIS = 2000;

  private final Channel channel;
  private final Arrivals arrivals;
  private final LoopWaits waits;

  private Listener(Channel channel, Arrivals arrivals, LoopWaits waits) {
    this.channel = channel;
    this.arrivals = arrivals;
    this.waits = waits;
  }

  static Listener open(
      InetSocketAddress address,
      EventLoops loops,
      LoopWaits waits,
      ChannelInitializer<SocketChannel> accepted) {
    Arrivals arrivals = new Arrivals();
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops.netty())
            .channel(loops.transport().serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(arrivals)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(accepted)
            .bind(address)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      bound.channel().close().awaitUninterruptibly();
      throw failure(address, bound.cause());
    }
    return new Listener(bound.channel(), arrivals, waits);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts what is there, then no more; waits for it. Closing twice does nothing. */
  void close() {
    EventLoop loop = channel.eventLoop();
    if (channel.isOpen()) {
      acceptAll(loop);
    }
    waits.await(loop, channel.close());
    try {
      // The JDK's selector lets go of a closed socket only in its next turn, and what is scheduled
      // runs after one.
      waits.await(loop, loop.schedule(() -> {}, 2, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException loopsAreClosed) {
      // Then the selector is, too.
    }
  }

  private void acceptAll(EventLoop loop) {
    InetAddress host = address().getAddress();
    InetAddress target = host.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : host;
    try (Socket marker = new Socket()) {
      marker.bind(new InetSocketAddress(target, 0));
      Promise<Void> accepted = loop.newPromise();
      arrivals.expected.put(marker.getLocalSocketAddress(), accepted);
      marker.connect(new InetSocketAddress(target, address().getPort()), LONGEST_CONNECT_MILLIS);
      // Another call may have closed the socket meanwhile: then nobody accepts ours.
      channel.closeFuture().addListener(closed -> accepted.trySuccess(null));
      waits.await(loop, accepted);
    } catch (IOException e) {
      LOG.log(
          Level.DEBUG,
          () ->
              "whether all connections to " + Addresses.text(address()) + " were accepted is open",
          e);
    }
  }

  private static BindFailedException failure(InetSocketAddress address, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    boolean inUse = reason.toLowerCase(Locale.ROOT).contains("already in use");
    return new BindFailedException(address, reason, inUse);
  }

  /** Picks our own connections out of what the listening socket accepts. */
  private static final class Arrivals extends ChannelInboundHandlerAdapter {
    // By the address that they come from.
    private final Map<SocketAddress, Promise<Void>> expected = new ConcurrentHashMap<>();

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      Promise<Void> ours = expected.isEmpty() ? null : expected(message);
      if (ours == null) {
        ctx.fireChannelRead(message);
      } else {
        ((Channel) message).unsafe().closeForcibly();
        ours.trySuccess(null);
      }
    }

    private @Nullable Promise<Void> expected(Object message) {
      SocketAddress from = ((Channel) message).remoteAddress();
      return from == null ? null : expected.remove(from);
    }
  }
}
