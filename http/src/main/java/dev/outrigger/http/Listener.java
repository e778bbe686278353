package dev.outrigger.http;

import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * The listening socket of a server.
 *
 * <p>Closing it resets the connections that the kernel holds ready and nobody has accepted yet. So
 * it is closed only after a turn of its loop that found none, or after a tenth of a second of
 * turns: a server that must not lose the last of them hands its socket over instead.
 *
 * <p>Threading: {@code close} from any thread but a loop's own.
 */
final class Listener {
  private static final int BACKLOG = 1024;
  private static final int TURN_MILLIS = 2;
  private static final int MOST_TURNS = 50;

  private final Channel channel;
  private final Arrivals arrivals;

  private Listener(Channel channel, Arrivals arrivals) {
    this.channel = channel;
    this.arrivals = arrivals;
  }

  static Listener open(
      InetSocketAddress address, EventLoops loops, ChannelInitializer<SocketChannel> accepted) {
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
    return new Listener(bound.channel(), arrivals);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts what is there, then no more; waits for it. Closing twice does nothing. */
  void close() {
    try {
      long before = -1;
      for (int turn = 0; turn < MOST_TURNS && before != arrivals.count; turn++) {
        before = arrivals.count;
        awaitTurn();
      }
      channel.close().awaitUninterruptibly();
      // The JDK's selector lets go of a closed socket only in its next turn.
      awaitTurn();
    } catch (RejectedExecutionException loopsAreClosed) {
      channel.close().awaitUninterruptibly();
    }
  }

  // What is scheduled runs after the loop has looked at its sockets once more.
  private void awaitTurn() {
    channel
        .eventLoop()
        .schedule(() -> {}, TURN_MILLIS, TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }

  private static BindFailedException failure(InetSocketAddress address, Throwable cause) {
    String reason = String.valueOf(cause.getMessage());
    boolean inUse = reason.toLowerCase(Locale.ROOT).contains("already in use");
    return new BindFailedException(address, reason, inUse);
  }

  /** Counts what the listening socket accepts; written on its loop alone. */
  private static final class Arrivals extends ChannelInboundHandlerAdapter {
    private volatile long count;

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    public void channelRead(ChannelHandlerContext ctx, Object connection) {
      count++;
      ctx.fireChannelRead(connection);
    }
  }
}
