package dev.outrigger.http.http2;

import dev.outrigger.http.pace.Abuse;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Looks at each frame before Netty does: drops what comes too late, and counts what nobody needs
 * often.
 *
 * <p>Too late is what a client sends on a stream before it has seen that we reset it, or that we
 * take no more streams. It is no error, and its bytes still count for the connection's window.
 *
 * <p>Threading: on the loop, for one read.
 */
final class Gate extends Http2FrameListenerDecorator {
  private final Http2Connection connection;
  private final Resets resets;
  private final Abuse abuse;

  Gate(Http2FrameListener listener, Http2Connection connection, Resets resets, Abuse abuse) {
    super(listener);
    this.connection = connection;
    this.resets = resets;
    this.abuse = abuse;
  }

  private void check() throws Http2Exception {
    String found = abuse.found();
    if (found != null) {
      throw Http2Exception.connectionError(Http2Error.ENHANCE_YOUR_CALM, "%s", found);
    }
  }

  private boolean isLate(int streamId) {
    Http2Stream stream = connection.stream(streamId);
    if (stream != null) {
      return stream.isResetSent();
    }
    boolean refused =
        connection.goAwaySent()
            && streamId > connection.remote().lastStreamKnownByPeer()
            && connection.remote().isValidStreamId(streamId);
    return refused || resets.contains(streamId);
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
      throws Http2Exception {
    check();
    if (!data.isReadable() && !endOfStream) {
      abuse.idleFrame();
    }
    if (isLate(streamId)) {
      // Without a stream its bytes are given back at once.
      connection.local().flowController().receiveFlowControlledFrame(null, data, padding, false);
      return 0;
    }
    return super.onDataRead(ctx, streamId, data, padding, endOfStream);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx, int streamId, Http2Headers headers, int padding, boolean end)
      throws Http2Exception {
    check();
    if (isLate(streamId)) {
      return;
    }
    Http2Stream stream = connection.stream(streamId);
    if (stream != null && stream.state() == Http2Stream.State.HALF_CLOSED_REMOTE) {
      // Netty would call it another error.
      throw Http2Exception.streamError(
          streamId, Http2Error.STREAM_CLOSED, "HEADERS behind the end of stream %d", streamId);
    }
    if (stream == null && connection.streamMayHaveExisted(streamId)) {
      throw Http2Exception.connectionError(
          Http2Error.STREAM_CLOSED, "HEADERS for the closed stream %d", streamId);
    }
    super.onHeadersRead(ctx, streamId, headers, padding, end);
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endStream)
      throws Http2Exception {
    // Priorities of this kind are deprecated and not looked at.
    onHeadersRead(ctx, streamId, headers, padding, endStream);
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    abuse.idleFrame();
    check();
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    abuse.reset();
    check();
    if (!isLate(streamId)) {
      super.onRstStreamRead(ctx, streamId, errorCode);
    }
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    abuse.idleFrame();
    check();
    super.onSettingsRead(ctx, settings);
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    abuse.idleFrame();
    check();
    super.onPingRead(ctx, data);
  }

  @Override
  public void onGoAwayRead(ChannelHandlerContext ctx, int last, long errorCode, ByteBuf debugData)
      throws Http2Exception {
    abuse.idleFrame();
    check();
    super.onGoAwayRead(ctx, last, errorCode, debugData);
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    check();
    if (streamId == 0 || !isLate(streamId)) {
      super.onWindowUpdateRead(ctx, streamId, increment);
    }
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload)
      throws Http2Exception {
    // To be ignored by whoever does not know it.
    abuse.idleFrame();
    check();
  }
}
