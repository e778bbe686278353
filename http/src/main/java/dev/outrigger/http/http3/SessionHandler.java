package dev.outrigger.http.http3;

import dev.outrigger.http.Limits;
import dev.outrigger.http.loop.ServerLoop;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http3.DefaultHttp3SettingsFrame;
import io.netty.handler.codec.http3.Http3ServerConnectionHandler;
import io.netty.handler.codec.http3.Http3Settings;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicStreamChannel;
import io.netty.handler.codec.quic.QuicStreamType;
import io.netty.handler.ssl.SniCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;

/**
 * What Netty tells of an HTTP/3 connection as a whole.
 *
 * <p>Threading: on the loop.
 */
final class SessionHandler extends ChannelInboundHandlerAdapter {
  private final Session session;

  private SessionHandler(Session session) {
    this.session = session;
  }

  /** What comes on this connection is HTTP/3, once hands are shaken. */
  static void speak(ServerLoop home, QuicChannel channel, Handshakes handshakes) {
    Session session = new Session(home, channel, handshakes);
    channel
        .pipeline()
        .addLast(
            new Http3ServerConnectionHandler(
                new Streams(session),
                new ControlEnd(session),
                null,
                new DefaultHttp3SettingsFrame(settings(home.limits())),
                true),
            new SessionHandler(session));
    session.entered();
  }

  // Netty ends the connection for a header that is longer than what is said here. We have a status
  // for such a request, so the limit is said to be twice what it is.
  private static Http3Settings settings(Limits limits) {
    return new Http3Settings()
        .maxFieldSectionSize(2L * limits.headers())
        .qpackMaxTableCapacity(0)
        .qpackBlockedStreams(0);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof QuicStreamChannel stream
        && stream.type() == QuicStreamType.UNIDIRECTIONAL) {
      stream.pipeline().addFirst(new ControlGate(session)).addLast(new ControlEnd(session));
    }
    // To where it gets its loop.
    ctx.fireChannelRead(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case SniCompletionEvent named when named.isSuccess() ->
          session.named(Optional.ofNullable(named.hostname()));
      case SslHandshakeCompletionEvent agreed when agreed.isSuccess() -> session.agreed();
      default -> {}
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    session.failed(cause);
  }

  /** Makes a call of each stream that a client opens. */
  private static final class Streams extends ChannelInitializer<QuicStreamChannel> {
    private final Session session;

    Streams(Session session) {
      this.session = session;
    }

    @Override
    protected void initChannel(QuicStreamChannel stream) {
      session
          .open(stream)
          .ifPresent(carrier -> stream.pipeline().addLast(new CallHandler(carrier)));
    }
  }
}
