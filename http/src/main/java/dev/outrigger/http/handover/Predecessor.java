package dev.outrigger.http.handover;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import dev.outrigger.http.socket.Given;
import dev.outrigger.runtime.EventLoops;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.FileNotFoundException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The server that this one follows, and what is left of the sockets that it gave.
 *
 * <p>Threading: by whoever starts the server, in turn.
 */
public final class Predecessor implements Given {
  private static final long PATIENCE_SECONDS = 10;

  private final Path where;
  private final Channel channel;
  private final Taker taker;
  private final List<FileDescriptor> given;
  private final Set<FileDescriptor> left;

  private Predecessor(Path where, Channel channel, Taker taker, List<FileDescriptor> given) {
    this.where = where;
    this.channel = channel;
    this.taker = taker;
    this.given = given;
    this.left = new LinkedHashSet<>(given);
  }

  /**
   * Asks for its sockets; nothing is given if no server offers any there.
   *
   * @throws BindFailedException if one does, and then does not give them
   * @throws IllegalStateException with another transport than epoll
   */
  public static Given at(Path where, EventLoops loops) {
    Offer.requireEpoll(loops);
    Taker taker = new Taker();
    ChannelFuture connected =
        new Bootstrap()
            .group(loops.netty())
            .channel(EpollDomainSocketChannel.class)
            .handler(taker)
            .connect(new DomainSocketAddress(where.toString()))
            .awaitUninterruptibly();
    if (!connected.isSuccess()) {
      Throwable cause = connected.cause();
      if (cause instanceof FileNotFoundException || cause instanceof ConnectException) {
        return NOTHING;
      }
      throw failure(where, String.valueOf(cause.getMessage()));
    }
    Channel channel = connected.channel();
    boolean whole = false;
    try {
      List<FileDescriptor> given = await(where, taker.given());
      whole = true;
      return new Predecessor(where, channel, taker, given);
    } finally {
      if (!whole) {
        channel.eventLoop().execute(taker::dropAll);
        channel.close().awaitUninterruptibly();
      }
    }
  }

  @Override
  public OptionalInt take(Place place) {
    if (place instanceof Place.Tcp(InetSocketAddress wanted)) {
      for (FileDescriptor each : left) {
        if (isAt(new Socket(each.intValue()).localAddress(), wanted)) {
          left.remove(each);
          return OptionalInt.of(each.intValue());
        }
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isAt(InetSocketAddress given, InetSocketAddress wanted) {
    InetAddress host = wanted.getAddress();
    boolean sameHost =
        given.getAddress().equals(host)
            || (host != null && host.isAnyLocalAddress() && given.getAddress().isAnyLocalAddress());
    return sameHost && wanted.getPort() == given.getPort();
  }

  @Override
  public boolean mayReplace(Place.Unix socket) {
    return taker.paths().contains(socket.address().toString());
  }

  @Override
  public void serving() {
    for (FileDescriptor each : left) {
      var _ = channel.write(Greeting.word(Greeting.notWanted(given.indexOf(each))));
    }
    var _ = channel.writeAndFlush(Greeting.word(Greeting.SERVING));
    await(where, taker.ended());
  }

  private static <T> T await(Path where, CompletableFuture<T> awaited) {
    try {
      return awaited.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw failure(where, "it said nothing for " + PATIENCE_SECONDS + " s");
    } catch (ExecutionException e) {
      throw failure(
          where, String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure(where, "the start was interrupted");
    }
  }

  private static BindFailedException failure(Path where, String reason) {
    return new BindFailedException(
        "cannot take listening sockets over from the server at " + where + ": " + reason,
        Endpoint.of(UnixDomainSocketAddress.of(where)).place(),
        false);
  }

  /** Closes what nobody took; the other goes on if it was not told that this one serves. */
  @Override
  public void close() {
    Taker.closeAll(left);
    channel.close().awaitUninterruptibly();
  }
}
