package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder with a tap: it can be paused between two messages of one read, and turned into a
 * drain once nothing more will be answered.
 *
 * <p>Threading: on the loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
  private @Nullable ChannelHandlerContext context;
  private boolean paused;
  private boolean draining;
  private boolean midMessage;
  private long drained;

  RequestDecoder(Limits limits) {
    super(
        new HttpDecoderConfig()
            .setMaxInitialLineLength(limits.requestLine())
            .setMaxHeaderSize(limits.headers())
            .setMaxChunkSize(BodyQueue.LOW_WATER));
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
  }

  /** What has come already is decoded no further until {@link #resume}. */
  void pause() {
    paused = true;
  }

  /** Goes on with what has come meanwhile. */
  void resume() {
    if (paused && context != null) {
      paused = false;
      try {
        channelRead(context, Unpooled.EMPTY_BUFFER);
      } catch (Exception e) {
        context.fireExceptionCaught(e);
      }
    }
  }

  /** From now on everything that comes is thrown away. */
  void drain() {
    draining = true;
    paused = false;
  }

  /** How many bytes were thrown away. */
  long drained() {
    return drained;
  }

  /** Whether what has come so far ends inside a request's header, if no body is on its way. */
  boolean midMessage() {
    return midMessage;
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (draining) {
      drained += in.readableBytes();
      in.skipBytes(in.readableBytes());
    } else if (!paused) {
      int before = out.size();
      super.decode(ctx, in, out);
      midMessage = out.size() == before;
    }
  }

  /** Two lengths: whatever stands in front of us may have chosen the other one. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {
    throw new IllegalArgumentException("both Content-Length and Transfer-Encoding");
  }
}
