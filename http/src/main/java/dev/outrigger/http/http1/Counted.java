package dev.outrigger.http.http1;

import dev.outrigger.http.pace.Uptake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Counts what another protocol sends, for a client that takes nothing of it to be noticed.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the promise is the writer's
final class Counted extends ChannelOutboundHandlerAdapter {
  private final Uptake uptake;

  Counted(Uptake uptake) {
    this.uptake = uptake;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      uptake.sends(bytes.readableBytes());
    }
    ctx.write(message, promise);
  }
}
