package dev.outrigger.http.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Optional;

/**
 * What Netty tells of streams: the frames that have come, and the ends.
 *
 * <p>Threading: on the loop.
 */
final class StreamEvents extends Http2FrameAdapter {
  private final Session session;

  StreamEvents(Session session) {
    this.session = session;
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int dependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean ends) {
    session.carrierOrNew(streamId).takeFields(((Fields) headers).section(), ends);
  }

  /** How many bytes are given back at once: none, where a request takes them by and by. */
  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean ends)
      throws Http2Exception {
    int bytes = data.readableBytes() + padding;
    Optional<FrameCarrier> known = session.codec().carrier(streamId);
    known.ifPresent(request -> request.take(data.retain(), bytes, ends));
    session.codec().taken();
    return known.isPresent() ? 0 : bytes;
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long error) {
    session.codec().carrier(streamId).ifPresent(FrameCarrier::closed);
  }

  @Override
  public void onPingAckRead(ChannelHandlerContext ctx, long content) {
    session.pinged(content);
  }

  /** For the ends. */
  Http2ConnectionAdapter ends() {
    return new Http2ConnectionAdapter() {
      @Override
      public void onStreamClosed(Http2Stream stream) {
        session.codec().carrier(stream).ifPresent(FrameCarrier::closed);
      }
    };
  }
}
