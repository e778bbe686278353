package dev.outrigger.http.http2;

import dev.outrigger.http.Upgrade;
import dev.outrigger.http.exchange.Switch;
import dev.outrigger.http.exchange.Switched;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2StreamChannel;
import io.netty.handler.codec.http2.Http2StreamChannelOption;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Plain bytes on a stream that carries another protocol (RFC 8441).
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class PlainBytes extends ChannelDuplexHandler {
  private final Call call;
  private final Answer out;
  private final Upgrade upgrade;

  private PlainBytes(Call call, Answer out, Upgrade upgrade) {
    this.call = call;
    this.out = out;
    this.upgrade = upgrade;
  }

  /**
   * The stream carries this protocol from now on, and Netty opens its window; null if it could not
   * begin.
   */
  static @Nullable Switched carry(
      Switch change, Call call, Answer out, Http2StreamChannel channel) {
    channel.pipeline().addFirst(new PlainBytes(call, out, change.upgrade()));
    channel.config().setOption(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, true);
    return change.begin(channel, call::failed) ? new Switched(change.upgrade()) : null;
  }

  /** The other protocol hears of it before its task is cancelled, which so knows why. */
  static void tellOfTheEnd(Http2StreamChannel channel) {
    channel.pipeline().context(CallHandler.class).fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof Http2DataFrame frame)) {
      // Fields behind the bytes of another protocol: they end it, and say nothing.
      ReferenceCountUtil.release(message);
      peerEnded();
      return;
    }
    if (frame.content().isReadable()) {
      ctx.fireChannelRead(frame.content());
    } else {
      frame.release();
    }
    if (frame.isEndStream()) {
      peerEnded();
    }
  }

  private void peerEnded() {
    if (!upgrade.peerIsDone()) {
      call.end();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes && !call.hasSwitched()) {
      // Our half is closed; Netty would put it before the end that is on its way.
      bytes.release();
      promise.tryFailure(new ClosedChannelException());
    } else if (message instanceof ByteBuf bytes) {
      int size = bytes.readableBytes();
      out.sends(size);
      ctx.write(new DefaultHttp2DataFrame(bytes, false), promise);
    } else {
      ctx.write(message, promise);
    }
  }

  /** Says goodbye, which a stream does by a frame of its own. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    call.end();
    ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
  }
}
