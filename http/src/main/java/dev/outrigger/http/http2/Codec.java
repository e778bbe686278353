package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.pace.Abuse;
import dev.outrigger.http.pace.Progress;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionEncoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2LocalFlowController;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;

/**
 * Netty's codec, put together from its parts with our reader and writer in place of its own.
 *
 * <p>Threading: on the loop.
 */
final class Codec extends Http2FrameCodec {
  /** How much of a body a client may send ahead of its reader. */
  static final int STREAM_WINDOW = 256 * 1024;

  /** The same for all bodies of a connection together. */
  static final int CONNECTION_WINDOW = 1024 * 1024;

  private static final long LONGEST_GOODBYE_MILLIS = 2000;

  private final ServerLoop home;
  private final FrameWriter writer;
  private final FrameReader reader;

  private Codec(
      ServerLoop home,
      FrameWriter writer,
      FrameReader reader,
      Http2ConnectionEncoder encoder,
      Http2ConnectionDecoder decoder,
      Http2Settings settings) {
    super(encoder, decoder, settings, true, true);
    this.home = home;
    this.writer = writer;
    this.reader = reader;
    gracefulShutdownTimeoutMillis(LONGEST_GOODBYE_MILLIS);
  }

  static Codec of(ServerLoop home) {
    Limits limits = home.limits();
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
    FrameWriter writer = new FrameWriter(connection, resets, abuse);
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
    return new Codec(home, writer, reader, encoder, decoder, settings);
  }

  /** Opens the connection's window; to be called once this is in its pipeline. */
  void openWindow() throws Http2Exception {
    Http2LocalFlowController window = connection().local().flowController();
    Http2Stream whole = connection().connectionStream();
    window.incrementWindowSize(whole, CONNECTION_WINDOW - window.initialWindowSize(whole));
  }

  /** Whether a client may send much more on all streams together; if not, that is up to us. */
  boolean hasRoom() {
    Http2LocalFlowController window = connection().local().flowController();
    return window.windowSize(connection().connectionStream()) >= STREAM_WINDOW / 2;
  }

  /** Has the bytes counted that go out on this stream. */
  void watch(int streamId, Progress progress) {
    writer.watch(streamId, progress);
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
    home.counters().answered(431);
    super.handleServerHeaderDecodeSizeError(ctx, stream);
  }
}
