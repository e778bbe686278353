package dev.outrigger.http.http3;

import dev.outrigger.http.Limits;
import dev.outrigger.http.loop.Admission;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http3.Http3;
import io.netty.handler.codec.quic.QuicChannel;
import io.netty.handler.codec.quic.QuicCodecDispatcher;
import io.netty.handler.codec.quic.QuicConnectionIdGenerator;
import io.netty.handler.codec.quic.QuicTransportError;
import io.netty.util.ReferenceCountUtil;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Turns the datagrams of a socket into connections: one codec for each loop, each of which knows
 * the connections of its loop, and the way from one loop to another for those that strayed.
 *
 * <p>Threading: on loops.
 */
final class Datagrams extends QuicCodecDispatcher {
  /** How much of a body a client may send ahead of its reader. */
  private static final long STREAM_WINDOW = 256 * 1024;

  /** The same for all bodies of a connection together. */
  private static final long CONNECTION_WINDOW = 1024 * 1024;

  private static final long CONTROL_WINDOW = 16 * 1024;
  // Control, and two for QPACK; some clients open one to see whether it is ignored.
  private static final long CONTROL_STREAMS = 8;
  // We say goodbye at the idle time-out; QUIC, which says nothing, a little later.
  private static final long QUIET_MILLIS = 5000;

  private final Map<EventLoop, ServerLoop> homes;
  private final Admission admission;
  private final Certificates certificates;
  private final TokenKey tokens = new TokenKey();

  Datagrams(Map<EventLoop, ServerLoop> homes, Admission admission, Certificates certificates) {
    this.homes = homes;
    this.admission = admission;
    this.certificates = certificates;
  }

  @Override
  protected void initChannel(
      Channel channel, int localConnectionIdLength, QuicConnectionIdGenerator ids) {
    ServerLoop home = Objects.requireNonNull(homes.get(channel.eventLoop()));
    Handshakes handshakes = new Handshakes(certificates.handshakeTimeout());
    Limits limits = home.limits();
    channel
        .pipeline()
        .addLast(
            Http3.newQuicServerCodecBuilder()
                .sslEngineProvider(quic -> certificates.engine(quic.alloc()))
                .maxIdleTimeout(
                    limits.idleTimeout().toMillis() + QUIET_MILLIS, TimeUnit.MILLISECONDS)
                .initialMaxData(CONNECTION_WINDOW)
                .initialMaxStreamDataBidirectionalRemote(STREAM_WINDOW)
                .initialMaxStreamDataUnidirectional(CONTROL_WINDOW)
                .initialMaxStreamsBidirectional(limits.streams())
                .initialMaxStreamsUnidirectional(CONTROL_STREAMS)
                .localConnectionIdLength(localConnectionIdLength)
                .connectionIdAddressGenerator(ids)
                .tokenHandler(new RetryTokens(tokens, handshakes))
                .handler(new Arrivals(home, handshakes))
                .build(),
            new End());
  }

  /** Lets connections in, or refuses them at their first datagram. */
  private final class Arrivals extends ChannelInitializer<QuicChannel> {
    private final ServerLoop home;
    private final Handshakes handshakes;

    Arrivals(ServerLoop home, Handshakes handshakes) {
      this.home = home;
      this.handshakes = handshakes;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
    protected void initChannel(QuicChannel channel) {
      SocketAddress remote = Greeting.remoteOf(channel);
      if (home.isDraining()) {
        LoopLog.closed(home.loop(), remote, "the server drains");
        refuse(channel);
      } else if (admission.tryEnter()) {
        home.counters().accepted();
        SessionHandler.speak(home, channel, handshakes);
      } else {
        LoopLog.full(home.loop(), remote, home.limits());
        home.counters().refused();
        refuse(channel);
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody waits for this end
    private void refuse(QuicChannel channel) {
      channel.pipeline().addLast(new End());
      // Once its first datagram was read, for there is no key to say it with before.
      channel
          .eventLoop()
          .execute(() ->
              channel.close(
                  false,
                  (int) QuicTransportError.CONNECTION_REFUSED.code(),
                  Unpooled.EMPTY_BUFFER));
    }
  }

  /** Where the errors of sockets and refused clients end: those of networks and clients. */
  private static final class End extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
      ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      // A datagram that could not be sent or read is as good as lost on its way.
    }
  }
}
