package dev.outrigger.http.entrance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * A connection that is not served. It is told so once it has said anything, for many clients do not
 * understand an answer that comes before the question, in the version that it speaks, and is closed
 * within two seconds.
 *
 * <p>A client of HTTP/2 is told by GOAWAY that no stream was looked at, so that it may try again.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
final class RefusedConnection extends ChannelInboundHandlerAdapter {
  private static final long LONGEST_SECONDS = 2;
  private static final int HEADER = 9;
  // No method of HTTP/1.1 begins like that.
  private static final byte[] PREFACE = "PRI".getBytes(StandardCharsets.US_ASCII);
  private static final Answers TOO_MANY =
      Answers.of(
          "503 Service Unavailable\r\nRetry-After: 1",
          Http2Error.ENHANCE_YOUR_CALM,
          "too many connections; try again in a second");
  private static final Answers PLAIN_TEXT =
      Answers.of(
          "400 Bad Request", Http2Error.INADEQUATE_SECURITY, "this port speaks TLS; use https");

  private final DuplexChannel channel;
  private final Answers answers;
  // How many of its first bytes are those of HTTP/2.
  private int matching;
  private boolean told;

  private RefusedConnection(DuplexChannel channel, Answers answers) {
    this.channel = channel;
    this.answers = answers;
  }

  static RefusedConnection forTooMany(DuplexChannel channel) {
    return new RefusedConnection(channel, TOO_MANY);
  }

  /** One that speaks HTTP where TLS is expected. */
  static RefusedConnection forPlainText(DuplexChannel channel) {
    return new RefusedConnection(channel, PLAIN_TEXT);
  }

  /** The same in both versions. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answers(byte[] http1, byte[] http2) {
    static Answers of(String status, Http2Error error, String reason) {
      return new Answers(RefusedConnection.http1(status, reason + "\n"), http2(error, reason));
    }

    private static byte[] http2(Http2Error error, String reason) {
      byte[] words = reason.getBytes(StandardCharsets.US_ASCII);
      ByteBuffer frames = ByteBuffer.allocate(2 * HEADER + 8 + words.length);
      header(frames, 0, Http2FrameTypes.SETTINGS);
      header(frames, 8 + words.length, Http2FrameTypes.GO_AWAY);
      return frames.putInt(0).putInt((int) error.code()).put(words).array();
    }

    private static void header(ByteBuffer frames, int length, byte type) {
      frames.put((byte) 0).putShort((short) length).put(type).put((byte) 0).putInt(0);
    }
  }

  private static byte[] http1(String status, String reason) {
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
    try {
      if (!told && message instanceof ByteBuf bytes) {
        hear(ctx, bytes);
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void hear(ChannelHandlerContext ctx, ByteBuf bytes) {
    while (bytes.isReadable()) {
      if (bytes.readByte() != PREFACE[matching++]) {
        tell(ctx, answers.http1());
        return;
      }
      if (matching == PREFACE.length) {
        tell(ctx, answers.http2());
        return;
      }
    }
  }

  private void tell(ChannelHandlerContext ctx, byte[] answer) {
    told = true;
    ctx.writeAndFlush(Unpooled.wrappedBuffer(answer))
        .addListener(
            sent -> channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE));
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
