package dev.outrigger.http.http3;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * Where a stream that carries no requests ends: Netty has seen what comes on it, and has closed the
 * connection if that is wrong.
 *
 * <p>Threading: on the loop.
 */
@ChannelHandler.Sharable
final class ControlEnd extends ChannelInboundHandlerAdapter {
  private final Session session;

  ControlEnd(Session session) {
    this.session = session;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    ReferenceCountUtil.release(event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    session.failed(cause);
  }
}
