package dev.outrigger.http.http2;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;

/**
 * What Netty tells of a stream: to HTTP, or past it once the protocol has changed.
 *
 * <p>Threading: on the loop.
 */
final class CallHandler extends ChannelInboundHandlerAdapter {
  private final Call call;

  CallHandler(Call call) {
    this.call = call;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (call.hasSwitched()) {
      ctx.fireChannelRead(message);
    } else {
      call.take(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof Http2ResetFrame) {
      call.left();
    } else if (call.hasSwitched()) {
      ctx.fireUserEventTriggered(event);
    } else {
      ReferenceCountUtil.release(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // Another protocol hears of it in there.
    boolean told = call.hasSwitched();
    call.left();
    if (!told) {
      ctx.fireChannelInactive();
    }
  }

  /** Something is wrong with a frame of this stream: Netty resets it. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (call.hasSuccessor()) {
      ctx.fireExceptionCaught(cause);
    } else {
      call.failed(cause);
    }
  }
}
