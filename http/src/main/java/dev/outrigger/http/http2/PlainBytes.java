package dev.outrigger.http.http2;

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

/**
 * Plain bytes on a stream that carries another protocol (RFC 8441).
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the stream or more
final class PlainBytes extends ChannelDuplexHandler {
  private final Call call;
  private final Answer out;

  private PlainBytes(Call call, Answer out) {
    this.call = call;
    this.out = out;
  }

  /** The stream carries this protocol from now on, and Netty opens its window. */
  static Switched carry(Switch change, Call call, Answer out, Http2StreamChannel channel) {
    channel.pipeline().addFirst(new PlainBytes(call, out));
    channel.config().setOption(Http2StreamChannelOption.AUTO_STREAM_FLOW_CONTROL, true);
    change.upgrade().begin(channel);
    return new Switched(change.upgrade());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!(message instanceof Http2DataFrame frame)) {
      // Fields behind the bytes of another protocol: they end it, and say nothing.
      ReferenceCountUtil.release(message);
      call.end();
      return;
    }
    if (frame.content().isReadable()) {
      ctx.fireChannelRead(frame.content());
    } else {
      frame.release();
    }
    if (frame.isEndStream()) {
      call.end();
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
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
