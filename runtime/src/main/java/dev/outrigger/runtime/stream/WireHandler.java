package dev.outrigger.runtime.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;

/** What Netty tells of a connection. Threading: all on the loop. */
final class WireHandler extends ChannelInboundHandlerAdapter {
  private final Wire wire;

  WireHandler(Wire wire) {
    this.wire = wire;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    StoppedLoop.whenItCloses(ctx, wire::inactive);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    wire.inbound().put((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (wire.inbound().goesOn()) {
      ctx.read();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      Security layer = wire.security();
      wire.inbound().end(layer == null ? End.IN_ORDER : layer.cutOff());
      wire.parting().peerEnded();
    } else if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
      wire.inbound().end(End.IN_ORDER);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    End how = wire.lost(cause);
    wire.inbound().end(how);
    wire.outbound().fail(how);
    wire.parting().peerEnded();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    wire.inactive();
  }
}
