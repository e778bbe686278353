package dev.outrigger.http.http2;

import dev.outrigger.http.pace.Abuse;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DecoratingHttp2FrameWriter;
import io.netty.handler.codec.http2.DefaultHttp2FrameWriter;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Connection.PropertyKey;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * Watches what goes out: which streams we have reset, and how much of each body has gone.
 *
 * <p>Threading: on the loop.
 */
final class FrameWriter extends DecoratingHttp2FrameWriter {
  private final Http2Connection connection;
  private final PropertyKey carrier;
  private final Resets resets;
  private final Abuse abuse;

  /**
   * One for this connection.
   *
   * @param carrier under which a stream has its {@link FrameCarrier}
   */
  FrameWriter(Http2Connection connection, PropertyKey carrier, Resets resets, Abuse abuse) {
    super(new DefaultHttp2FrameWriter());
    this.connection = connection;
    this.carrier = carrier;
    this.resets = resets;
    this.abuse = abuse;
  }

  @Override
  public ChannelFuture writeData(
      ChannelHandlerContext ctx,
      int streamId,
      ByteBuf data,
      int padding,
      boolean endStream,
      ChannelPromise promise) {
    Http2Stream stream = connection.stream(streamId);
    FrameCarrier known = stream == null ? null : stream.getProperty(carrier);
    if (known != null) {
      known.gone(data.readableBytes());
    }
    return super.writeData(ctx, streamId, data, padding, endStream, promise);
  }

  @Override
  public ChannelFuture writeRstStream(
      ChannelHandlerContext ctx, int streamId, long errorCode, ChannelPromise promise) {
    resets.add(streamId);
    if (isClientsFault(errorCode)) {
      abuse.error();
    }
    return super.writeRstStream(ctx, streamId, errorCode, promise);
  }

  private static boolean isClientsFault(long errorCode) {
    return errorCode != Http2Error.NO_ERROR.code()
        && errorCode != Http2Error.CANCEL.code()
        && errorCode != Http2Error.INTERNAL_ERROR.code();
  }
}
