package dev.outrigger.http.entrance;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connection that is not served. It is told so once it has said anything, for many clients do not
 * understand an answer that comes before the question, and is closed within two seconds.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
final class RefusedConnection extends ChannelInboundHandlerAdapter {
  private static final long LONGEST_SECONDS = 2;
  private static final byte[] TOO_MANY =
      answer(
          "503 Service Unavailable\r\nRetry-After: 1",
          "too many connections; try again in a second\n");
  private static final byte[] PLAIN_TEXT =
      answer("400 Bad Request", "this port speaks TLS; use https\n");

  private final DuplexChannel channel;
  private final byte[] answer;
  private boolean told;

  private RefusedConnection(DuplexChannel channel, byte[] answer) {
    this.channel = channel;
    this.answer = answer;
  }

  static RefusedConnection forTooMany(DuplexChannel channel) {
    return new RefusedConnection(channel, TOO_MANY);
  }

  /** One that speaks HTTP where TLS is expected. */
  static RefusedConnection forPlainText(DuplexChannel channel) {
    return new RefusedConnection(channel, PLAIN_TEXT);
  }

  private static byte[] answer(String status, String reason) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
            + reason.length()
            + "\r\nConnection: close\r\n\r\n"
            + reason)
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    var close = ctx.executor().schedule(() -> channel.close(), LONGEST_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> close.cancel(false));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
    if (!told) {
      told = true;
      ctx.writeAndFlush(Unpooled.wrappedBuffer(answer))
          .addListener(
              sent -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
