package dev.outrigger.runtime.stream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection that is being opened. Whoever gives it up closes it, opened or not.
 *
 * <p>Threading: from any thread.
 */
final class Attempt {
  private final EventLoop loop;
  private final CompletableFuture<Wire> outcome = new CompletableFuture<>();
  private @Nullable Channel channel;
  // Both on the loop only.
  private boolean givenUp;

  private Attempt(EventLoop loop) {
    this.loop = loop;
  }

  static Attempt start(EventLoop loop, String host, InetSocketAddress to, TcpOptions options) {
    String address = Names.of(to);
    String peer =
        address.startsWith(host) || address.startsWith("[" + host)
            ? address
            : host + " (" + address + ")";
    SocketAddress from = options.from().orElse(null);
    return start(
        loop,
        Sockets.TCP,
        peer,
        to,
        from,
        channel -> {
          boolean _ = channel.config().setOption(ChannelOption.TCP_NODELAY, options.noDelay());
          boolean _ = channel.config().setOption(ChannelOption.SO_KEEPALIVE, options.keepAlive());
          // The race has a limit of its own.
          boolean _ = channel.config().setOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, 0);
        });
  }

  static Attempt start(
      EventLoop loop,
      Sockets kind,
      String peer,
      SocketAddress to,
      @Nullable SocketAddress from,
      Consumer<Channel> options) {
    Attempt attempt = new Attempt(loop);
    try {
      loop.execute(() -> attempt.open(kind, peer, to, from, options));
    } catch (RejectedExecutionException stopped) {
      attempt.outcome.completeExceptionally(
          new IllegalStateException("the loop of the calling task was stopped", stopped));
    }
    return attempt;
  }

  /** Its wire, or why there is none. */
  CompletableFuture<Wire> outcome() {
    return outcome;
  }

  void giveUpUnless(@Nullable Wire winner) {
    boolean won =
        winner != null
            && outcome.state() == Future.State.SUCCESS
            && outcome.resultNow().equals(winner);
    if (!won) {
      giveUp();
    }
  }

  void giveUp() {
    try {
      loop.execute(this::close);
    } catch (RejectedExecutionException stopped) {
      // Then its channels are closed.
    }
  }

  private void close() {
    givenUp = true;
    Channel opened = channel;
    if (opened != null) {
      opened.unsafe().close(opened.unsafe().voidPromise());
    }
  }

  private void open(
      Sockets kind,
      String peer,
      SocketAddress to,
      @Nullable SocketAddress from,
      Consumer<Channel> options) {
    if (givenUp) {
      return;
    }
    try {
      Channel fresh = kind.openOn(loop);
      channel = fresh;
      Wire wire = new Wire(fresh, loop, peer);
      options.accept(fresh);
      loop.register(fresh)
          .addListener(registered -> {
            if (registered.isSuccess()) {
              ChannelFuture connecting = from == null ? fresh.connect(to) : fresh.connect(to, from);
              connecting.addListener(_ -> settle(wire, connecting));
            } else {
              fail(registered.cause());
            }
          });
    } catch (RuntimeException | Error e) {
      fail(e);
    }
  }

  private void settle(Wire wire, ChannelFuture connecting) {
    if (!connecting.isSuccess()) {
      fail(connecting.cause());
      return;
    }
    wire.connected();
    if (!outcome.complete(wire)) {
      close();
    }
  }

  private void fail(Throwable cause) {
    close();
    outcome.completeExceptionally(cause);
  }
}
