package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.pace.Abuse;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Netty's codec, put together from its parts with our reader and writer in place of its own.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class Codec extends Http2ConnectionHandler {
  /** How much of a body a client may send ahead of its reader. */
  static final int STREAM_WINDOW = 256 * 1024;

  private static final long LONGEST_GOODBYE_MILLIS = 2000;

  private final Session session;
  private final PropertyKey carrier;
  private final FrameReader reader;
  private final Window window;
  private @Nullable ChannelHandlerContext context;

  private Codec(
      Session session,
      PropertyKey carrier,
      FrameReader reader,
      Http2ConnectionEncoder encoder,
      Http2ConnectionDecoder decoder,
      Http2Settings settings) {
    super(decoder, encoder, settings, true, true);
    this.session = session;
    this.carrier = carrier;
    this.reader = reader;
    this.window = new Window(connection(), session.home().headroom());
    StreamEvents events = new StreamEvents(session);
    decoder.frameListener(events);
    connection().addListener(events.ends());
    gracefulShutdownTimeoutMillis(LONGEST_GOODBYE_MILLIS);
  }

  static Codec of(Session session) {
    Limits limits = session.limits();
    Http2Connection connection = new DefaultHttp2Connection(true);
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    // From the beginning, whether the client has heard of it or not.
    connection.remote().maxActiveStreams(limits.streams());
    Http2Settings settings =
        new Http2Settings()
            .maxConcurrentStreams(limits.streams())
            .maxHeaderListSize(limits.headers())
            .initialWindowSize(STREAM_WINDOW)
            .connectProtocolEnabled(true);
    Resets resets = new Resets();
    Abuse abuse = new Abuse();
    PropertyKey carrier = connection.newKey();
    FrameWriter writer = new FrameWriter(connection, carrier, resets, abuse);
    FrameReader reader = new FrameReader(connection, limits, resets, abuse);
    Http2ConnectionEncoder encoder = new DefaultHttp2ConnectionEncoder(connection, writer);
    Http2ConnectionDecoder decoder =
        new DefaultHttp2ConnectionDecoder(
            connection,
            encoder,
            reader,
            Http2PromisedRequestVerifier.ALWAYS_VERIFY,
            true,
            true,
            false);
    return new Codec(session, carrier, reader, encoder, decoder, settings);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    window.open();
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    window.close();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(context, "it is in its pipeline before anything comes");
  }

  // ---- streams

  /** What carries the request of this stream; empty if nothing does, or not any more. */
  Optional<FrameCarrier> carrier(int streamId) {
    Http2Stream stream = connection().stream(streamId);
    return stream == null ? Optional.empty() : carrier(stream);
  }

  /** The same. */
  Optional<FrameCarrier> carrier(Http2Stream stream) {
    return Optional.ofNullable(stream.getProperty(carrier));
  }

  /** From now on this carries it. */
  void carry(Http2Stream stream, FrameCarrier request) {
    stream.setProperty(carrier, request);
  }

  // ---- what goes out

  ByteBuf buffer(int capacity) {
    return context().alloc().directBuffer(capacity);
  }

  ChannelPromise newPromise() {
    return context().newPromise();
  }

  /** Writes a header section. */
  void headers(int streamId, Http2Headers fields, boolean ends, ChannelPromise promise) {
    encoder().writeHeaders(context(), streamId, fields, 0, ends, promise);
  }

  /** Writes bytes as soon as the client's window lets them go. */
  void data(int streamId, ByteBuf bytes, boolean ends, ChannelPromise promise) {
    encoder().writeData(context(), streamId, bytes, 0, ends, promise);
  }

  void reset(int streamId, Http2Error error) {
    ChannelHandlerContext ctx = context();
    encoder().writeRstStream(ctx, streamId, error.code(), ctx.newPromise());
  }

  /** Asks for an answer with the same content. */
  void ping(long content) {
    ChannelHandlerContext ctx = context();
    encoder().writePing(ctx, false, content, ctx.newPromise());
  }

  /** Tells the client that streams behind this one are not answered. */
  void goAway(int last, Http2Error error) {
    ChannelHandlerContext ctx = context();
    goAway(ctx, last, error.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
  }

  // ---- what comes in

  /** Something has come that is not read at once. */
  void taken() throws Http2Exception {
    if (window.taken()) {
      session.flushSoon();
    }
  }

  /** Lets the client send so many bytes more, on this stream and on all. */
  void giveBack(Http2Stream stream, int bytes) {
    try {
      boolean tell = connection().local().flowController().consumeBytes(stream, bytes);
      window.read();
      if (tell) {
        session.flushSoon();
      }
    } catch (Http2Exception e) {
      onError(context(), true, e);
      session.flushSoon();
    }
  }

  /** Called now and then, for what happens without a word of the client. */
  void tick() {
    try {
      window.read();
      taken();
    } catch (Http2Exception e) {
      onError(context(), true, e);
    }
  }

  /** Whether a client may send much more on all streams together; if not, that is up to us. */
  boolean hasRoom() {
    return window.hasRoom();
  }

  /** Whether the client's first words have come. */
  boolean isGreeted() {
    return decoder().prefaceReceived();
  }

  /** Whether a part of a frame has come. */
  boolean isInFrame() {
    return actualReadableBytes() > 0;
  }

  /** When a header section began that goes on in the next frame; 0 if none does. */
  long inFieldsSince() {
    return reader.inFieldsSince();
  }

  @Override
  protected void handleServerHeaderDecodeSizeError(ChannelHandlerContext ctx, Http2Stream stream) {
    session.tooLarge(stream.id());
    try {
      // It is reset next, with all that still waits.
      connection().remote().flowController().writePendingBytes();
    } catch (Http2Exception e) {
      onError(ctx, true, e);
    }
  }

  // ---- what goes wrong

  /**
   * Something is wrong with a frame of a stream: it is reset, and who has it hears of it before.
   */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException error) {
    Optional<FrameCarrier> known = carrier(error.streamId());
    if (outbound && known.isPresent()) {
      // What could not be sent has its own end.
      return;
    }
    if (!(error instanceof HeaderListSizeException)) {
      session.malformed(cause);
    }
    known.ifPresent(FrameCarrier::closed);
    super.onStreamError(ctx, outbound, cause, error);
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    if (!outbound) {
      session.failed(cause);
    }
    super.onConnectionError(ctx, outbound, cause, error);
  }
}
