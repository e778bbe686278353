package dev.outrigger.bench.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.ReferenceCountUtil;

/** Sends back each text as the frame that it came in. */
@SuppressWarnings("FutureReturnValueIgnored") // what can't be written shows as a closed connection
final class NettyEcho extends ChannelInboundHandlerAdapter {
  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof TextWebSocketFrame frame) {
      context.write(frame, context.voidPromise());
    } else {
      ReferenceCountUtil.release(message);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }
}
