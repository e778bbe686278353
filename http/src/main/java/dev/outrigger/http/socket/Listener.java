package dev.outrigger.http.socket;

import dev.outrigger.http.listen.Place;
import dev.outrigger.http.loop.LoopWaits;
import dev.outrigger.http.peer.Addresses;
import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.epoll.EpollServerSocketChannel;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.OptionalInt;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A listening socket of a server.
 *
 * <p>Closing it resets the connections that the kernel holds ready and nobody has accepted yet. So
 * nobody new is let in where that can be done ({@link Socketry#hide}), and it is closed by a step
 * of its loop when nobody has come out of the line for a while. Not so with a socket that others
 * have as well: what waits in its line is theirs then.
 *
 * <p>Threading: {@code close} from any thread but a loop's own.
 */
public final class Listener {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final int BACKLOG = 1024;
  // A crowd that never ends is no reason never to end.
  private static final int LONGEST_LAST_CALL_MILLIS = 1_000;

  private final Socketry socketry;
  private final Channel channel;
  private final SocketAddress address;
  private final Line line;
  private final LoopWaits waits;
  // How many other processes were given the socket.
  private final AtomicInteger sharers = new AtomicInteger();

  private Listener(
      Socketry socketry, Channel channel, SocketAddress address, Line line, LoopWaits waits) {
    this.socketry = socketry;
    this.channel = channel;
    this.address = address;
    this.line = line;
    this.waits = waits;
  }

  /**
   * Listens at a place, by a socket of its own or by one that was given for it and is {@linkplain
   * #share shared} with the giver.
   */
  public static Listener open(
      Place place, Given given, EventLoops loops, LoopWaits waits, ChannelHandler accepted) {
    Line line = new Line();
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(loops.netty())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .handler(line)
            .childHandler(accepted);
    try {
      OptionalInt taken = given.take(place);
      Socketry socketry =
          taken.isPresent()
              ? InheritedSocketry.alone(taken.getAsInt(), loops.transport())
              : Socketry.of(place, loops.transport(), given);
      ChannelFuture bound = socketry.open(bootstrap).awaitUninterruptibly();
      try {
        if (!bound.isSuccess()) {
          throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        SocketAddress address = socketry.opened(bound.channel());
        Listener listener = new Listener(socketry, bound.channel(), address, line, waits);
        if (taken.isPresent()) {
          listener.share();
        }
        return listener;
      } catch (IOException e) {
        bound.channel().close().awaitUninterruptibly();
        throw e;
      }
    } catch (IOException e) {
      throw BindFailure.of(place, e);
    }
  }

  public SocketAddress address() {
    return address;
  }

  /** The number of its socket, if that is one of TCP and of Linux's epoll. */
  public OptionalInt descriptor() {
    return channel instanceof EpollServerSocketChannel tcp
        ? OptionalInt.of(tcp.fd().intValue())
        : OptionalInt.empty();
  }

  /** Another process has the socket too: who waits in its line is lost to nobody. */
  public void share() {
    sharers.incrementAndGet();
  }

  /** That other process is gone, or will not accept from it any more. */
  public void keep() {
    sharers.updateAndGet(count -> Math.max(0, count - 1));
  }

  /** Whether another process has the socket. */
  public boolean isShared() {
    return sharers.get() > 0 || socketry.isShared();
  }

  /** Accepts what is there, then no more; waits for it. Closing twice does nothing. */
  public void close() {
    EventLoop loop = channel.eventLoop();
    try {
      if (channel.isOpen() && hide()) {
        loop.execute(() -> line.closeWhenEmpty(channel, LONGEST_LAST_CALL_MILLIS));
        waits.await(loop, channel.closeFuture());
      }
      waits.await(loop, channel.close());
      // The JDK's selector lets go of a closed socket only in its next turn, and what is scheduled
      // runs after one.
      waits.await(loop, loop.schedule(() -> {}, 2, TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException loopsAreClosed) {
      // Then the socket is, too.
    }
  }

  private boolean hide() {
    if (sharers.get() > 0 && descriptor().isPresent()) {
      return false;
    }
    try {
      return socketry.hide(channel);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> Addresses.text(address) + " could not be hidden", e);
      return true;
    }
  }

  /**
   * Those who wait to be accepted.
   *
   * <p>Threading: on the loop.
   */
  private static final class Line extends ChannelInboundHandlerAdapter {
    private static final int QUIET_MILLIS = 10;

    private int quiet;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
      quiet = 0;
      ctx.fireChannelRead(accepted);
    }

    /** What is scheduled runs after the loop has looked at its sockets once more. */
    void closeWhenEmpty(Channel channel, int patience) {
      quiet++;
      var _ =
          channel
              .eventLoop()
              .schedule(
                  () -> {
                    if (quiet < QUIET_MILLIS && patience > 0) {
                      closeWhenEmpty(channel, patience - 1);
                    } else {
                      var _ = channel.close();
                    }
                  },
                  1,
                  TimeUnit.MILLISECONDS);
    }
  }
}
