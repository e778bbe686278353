package dev.outrigger.bench.http;

import dev.outrigger.bench.netty.NettyAnswer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.CharsetUtil;
import io.netty.util.ReferenceCountUtil;

/** Plain pages over HTTP/1.1, inside {@code channelRead}. */
final class NettyPages extends ChannelInboundHandlerAdapter {
  private static final AsciiString HELLO_LENGTH =
      new AsciiString(Integer.toString(Requests.HELLO.body().readableBytes()));
  private static final AsciiString MEGABYTE_LENGTH =
      new AsciiString(Integer.toString(Requests.MEGABYTE));

  private boolean keepAlive;
  private boolean counting;
  private long received;

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      keepAlive = HttpUtil.isKeepAlive(request);
      switch (request.uri()) {
        case "/hello" -> answer(context, HELLO_LENGTH, Requests.HELLO.body().duplicate());
        case "/megabyte" -> answer(context, MEGABYTE_LENGTH, Requests.DOWNLOAD.body().duplicate());
        default -> {
          counting = true;
          received = 0;
        }
      }
    }
    if (counting && message instanceof HttpContent part) {
      received += part.content().readableBytes();
      if (message instanceof LastHttpContent) {
        counting = false;
        ByteBuf body = Unpooled.copiedBuffer(Long.toString(received), CharsetUtil.US_ASCII);
        answer(context, new AsciiString(Integer.toString(body.readableBytes())), body);
      }
    }
    ReferenceCountUtil.release(message);
  }

  private void answer(ChannelHandlerContext context, AsciiString length, ByteBuf body) {
    NettyAnswer.write(context, keepAlive, length, body);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    var _ = context.close();
  }
}
