package dev.outrigger.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connection too many. It is told so once it has said anything, for many clients do not
 * understand an answer that comes before the question, and is closed within two seconds.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
final class RefusedConnection extends ChannelInboundHandlerAdapter {
  private static final long LONGEST_SECONDS = 2;
  private static final String REASON = "too many connections; try again in a second\n";
  private static final byte[] ANSWER =
      ("HTTP/1.1 503 Service Unavailable\r\n"
              + "Retry-After: 1\r\n"
              + "Content-Type: text/plain; charset=utf-8\r\n"
              + "Content-Length: "
              + REASON.length()
              + "\r\nConnection: close\r\n\r\n"
              + REASON)
          .getBytes(StandardCharsets.US_ASCII);

  private final SocketChannel channel;
  private boolean told;

  RefusedConnection(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    var close = ctx.executor().schedule(() -> channel.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> close.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    if (!told) {
      told = true;
      ctx.writeAndFlush(Unpooled.wrappedBuffer(ANSWER))
          .addListener(
              sent -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
