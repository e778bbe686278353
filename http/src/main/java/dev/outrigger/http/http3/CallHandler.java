package dev.outrigger.http.http3;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.http3.Http3DataFrame;
import io.netty.handler.codec.http3.Http3HeadersFrame;
import io.netty.handler.codec.quic.QuicStreamResetException;
import io.netty.util.ReferenceCountUtil;

/**
 * What Netty tells of a stream.
 *
 * <p>Threading: on the loop.
 */
final class CallHandler extends ChannelInboundHandlerAdapter {
  private final QuicCarrier carrier;

  CallHandler(QuicCarrier carrier) {
    this.carrier = carrier;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    switch (message) {
      case Http3HeadersFrame frame -> carrier.takeFields(frame.headers());
      case Http3DataFrame frame -> carrier.take(frame.content());
      default -> {
        ReferenceCountUtil.release(message);
        carrier.takeNothing();
      }
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    carrier.readAll();
    ctx.fireChannelReadComplete();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      carrier.ended();
    }
    ReferenceCountUtil.release(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    carrier.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof QuicStreamResetException) {
      carrier.resetByClient();
    } else {
      carrier.failed(cause);
    }
  }
}
