package dev.outrigger.http.entrance;

import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.proxied.ProxiedFrom;
import dev.outrigger.http.proxied.ProxyDecoder;
import dev.outrigger.http.secure.LiveTls;
import dev.outrigger.http.secure.PlainText;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.stream.TlsSession;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a connection is until it speaks HTTP: while a proxy says whom it brings, and while TLS is
 * agreed on. Then it makes room for HTTP. Whatever goes wrong here is the client's affair: the
 * connection is closed, and a line at debug level says why.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for these ends
final class Antechamber extends ChannelInboundHandlerAdapter implements ServerLoop.Guest {
  /** What a client may take for this when the server drains. */
  private static final long LONGEST_WHILE_DRAINING_NANOS = 1_000_000_000;

  private final ServerLoop home;
  private final DuplexChannel channel;
  private final Optional<LiveTls> tls;
  private final String alternatives;
  private final long since = System.nanoTime();
  private SocketAddress remote;
  private boolean proxyExpected;
  private boolean failed;

  Antechamber(
      ServerLoop home,
      DuplexChannel channel,
      SocketAddress remote,
      boolean proxyExpected,
      Optional<LiveTls> tls,
      String alternatives) {
    this.home = home;
    this.channel = channel;
    this.remote = remote;
    this.proxyExpected = proxyExpected;
    this.tls = tls;
    this.alternatives = alternatives;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    home.enter(this);
    if (proxyExpected) {
      channel.pipeline().addBefore(ctx.name(), "proxied", new ProxyDecoder());
    } else {
      secure(ctx);
    }
  }

  private void secure(ChannelHandlerContext ctx) {
    if (tls.isEmpty()) {
      goIn(Optional.empty());
    } else {
      channel.pipeline().addBefore(ctx.name(), "greeter", tls.get().greeter());
    }
  }

  /** What follows is HTTP. */
  private void goIn(Optional<TlsSession> agreed) {
    home.gone(this);
    Entrance.speak(home, channel, new Peer(remote, agreed, alternatives));
    channel.pipeline().remove(this);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case ProxiedFrom proxied -> {
        proxyExpected = false;
        proxied.client().ifPresent(client -> remote = client);
        secure(ctx);
      }
      case PlainText _ -> {
        LoopLog.closed(home.loop(), remote, "it speaks HTTP without TLS");
        channel.pipeline().addLast(RefusedConnection.forPlainText(channel));
        channel.pipeline().remove("greeter");
      }
      case SslHandshakeCompletionEvent agreed when agreed.isSuccess() -> agreed(ctx);
      case SslHandshakeCompletionEvent refused -> fail(refused.cause());
      case SniCompletionEvent named when !named.isSuccess() -> fail(named.cause());
      case SslCompletionEvent _ -> {}
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  private void agreed(ChannelHandlerContext ctx) {
    SslHandler handler = ctx.pipeline().get(SslHandler.class);
    if (handler != null) {
      goIn(
          Optional.of(
              TlsSession.of(
                  handler.engine().getSession(),
                  Optional.ofNullable(handler.applicationProtocol()))));
    }
  }

  private void fail(@Nullable Throwable why) {
    if (!failed) {
      failed = true;
      LoopLog.givenUp(home.loop(), remote, why == null ? new IOException("gone") : why);
    }
    channel.close();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    fail(cause);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    home.gone(this);
    home.leave(false);
  }

  // TLS has a clock of its own.
  @Override
  public void tick(long now) {
    if (proxyExpected && now - since > home.limits().headerTimeout().toNanos()) {
      channel.close();
    }
  }

  @Override
  public void tickWhileDraining(long now) {
    if (now - since > LONGEST_WHILE_DRAINING_NANOS) {
      channel.close();
    }
  }

  @Override
  public void abort(Cancellation why) {
    channel.close();
  }
}
