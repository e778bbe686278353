package dev.outrigger.bench.http;

import dev.outrigger.bench.netty.NettyFields;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;

/** Answers each stream on the connection's own pipeline: a channel for each would cost more. */
@SuppressWarnings("FutureReturnValueIgnored") // what can't be written shows as a closed connection
final class NettyStreams extends ChannelInboundHandlerAdapter {
  private static final AsciiString LENGTH =
      new AsciiString(Integer.toString(Requests.HELLO.body().readableBytes()));

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof Http2HeadersFrame request && request.isEndStream()) {
      context.write(
          new DefaultHttp2HeadersFrame(NettyFields.http2(LENGTH)).stream(request.stream()));
      context.write(
          new DefaultHttp2DataFrame(Requests.HELLO.body().duplicate(), true)
              .stream(request.stream()));
    }
    ReferenceCountUtil.release(message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }
}
