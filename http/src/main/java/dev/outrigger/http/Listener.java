package dev.outrigger.http;

import dev.outrigger.http.listen.Place;
import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Promise;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A listening socket of a server.
 *
 * <p>Closing it resets the connections that the kernel holds ready and nobody has accepted yet. So
 * before it is closed, a connection of our own goes to the end of their line: when that one comes
 * out, all before it have come out too. Not so with a socket that others have as well: what waits
 * in its line is theirs then.
 *
 * <p>Threading: {@code close} from any thread but a loop's own.
 */
final class Listener {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final int BACKLOG = 1024;

  private final Socketry socketry;
  private final Channel channel;
  private final SocketAddress address;
  private final Arrivals arrivals;
  private final LoopWaits waits;

  private Listener(
      Socketry socketry,
      Channel channel,
      SocketAddress address,
      Arrivals arrivals,
      LoopWaits waits) {
    this.socketry = socketry;
    this.channel = channel;
    this.address = address;
    this.arrivals = arrivals;
    this.waits = waits;
  }

  static Listener open(Place place, EventLoops loops, LoopWaits waits, ChannelHandler accepted) {
    Arrivals arrivals = new Arrivals();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.netty())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(arrivals)
            .childHandler(accepted);
    try {
      Socketry socketry = Socketry.of(place, loops.transport());
      ChannelFuture bound = socketry.open(bootstrap).awaitUninterruptibly();
      try {
        if (!bound.isSuccess()) {
          throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        SocketAddress address = socketry.opened(bound.channel());
        return new Listener(socketry, bound.channel(), address, arrivals, waits);
      } catch (IOException e) {
        bound.channel().close().awaitUninterruptibly();
        throw e;
      }
    } catch (IOException e) {
      throw BindFailedException.of(place, e);
    }
  }

  SocketAddress address() {
    return address;
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
    try (Marker marker = socketry.marker()) {
      if (marker.isNeeded()) {
        Promise<Void> accepted = loop.newPromise();
        arrivals.expected.put(marker.address(), accepted);
        marker.connect();
        // Another call may have closed the socket meanwhile: then nobody accepts ours.
        channel.closeFuture().addListener(closed -> accepted.trySuccess(null));
        waits.await(loop, accepted);
      }
    } catch (IOException e) {
      LOG.log(
          Level.DEBUG,
          () -> "whether all connections to " + Addresses.text(address) + " were accepted is open",
          e);
    }
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
      return from == null ? null : expected.remove(Addresses.plain(from));
    }
  }
}
