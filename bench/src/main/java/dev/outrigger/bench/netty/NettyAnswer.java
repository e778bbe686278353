package dev.outrigger.bench.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;

/** A page over HTTP/1.1 as Netty writes it most cheaply; the flush is the handler's. */
public final class NettyAnswer {
  private NettyAnswer() {}

  /** Writes it; a connection that is not kept is closed behind it. */
  @SuppressWarnings("FutureReturnValueIgnored") // a failed write closes the channel
  public static void write(
      ChannelHandlerContext context, boolean keepAlive, AsciiString length, ByteBuf body) {
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.OK,
            body,
            NettyFields.http1(length),
            EmptyHttpHeaders.INSTANCE);
    if (keepAlive) {
      context.write(response, context.voidPromise());
    } else {
      context.write(response).addListener(done -> context.close());
    }
  }
}
