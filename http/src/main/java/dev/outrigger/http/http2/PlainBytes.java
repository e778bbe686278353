package dev.outrigger.http.http2;

import dev.outrigger.http.streams.Call;
import dev.outrigger.http.streams.Stage;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.nio.channels.ClosedChannelException;

/**
 * The way out of a {@link Tunnel}: what another protocol writes goes in frames of its stream.
 *
 * <p>Threading: on the loop.
 */
final class PlainBytes extends ChannelOutboundHandlerAdapter {
  private final Answer out;
  private final Call call;

  PlainBytes(Answer out, Call call) {
    this.out = out;
    this.call = call;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    ByteBuf bytes = (ByteBuf) message;
    if (call.stage() == Stage.SWITCHED) {
      out.send(bytes, false, promise.unvoid());
    } else {
      // Our half is closed.
      bytes.release();
      promise.tryFailure(new ClosedChannelException());
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    out.flush();
  }

  /** Says goodbye, which a stream does by a frame of its own. */
  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    call.endSwitched();
    ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
  }
}
