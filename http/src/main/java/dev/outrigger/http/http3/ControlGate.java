package dev.outrigger.http.http3;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Counts what comes on a stream that carries no requests: settings, goodbyes, priorities. A client
 * has little of that to say.
 *
 * <p>Threading: on the loop.
 */
final class ControlGate extends ChannelInboundHandlerAdapter {
  private final Session session;

  ControlGate(Session session) {
    this.session = session;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (message instanceof ByteBuf bytes) {
      session.misuse().controlBytes(bytes.readableBytes());
    }
    ctx.fireChannelRead(message);
  }
}
