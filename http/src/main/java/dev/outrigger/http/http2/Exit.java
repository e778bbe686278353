package dev.outrigger.http.http2;

import dev.outrigger.http.Limits;
import dev.outrigger.http.pace.Parting;
import dev.outrigger.http.pace.Uptake;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;

/**
 * The way out of an HTTP/2 connection, between Netty's codec and the socket: whoever closes the
 * connection parts first, as {@link Parting} has it, so that the last frames arrive.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
final class Exit extends ChannelDuplexHandler {
  private static final long MOST_DRAINED = 16L * 1024 * 1024;

  private final DuplexChannel channel;
  private final Uptake uptake;
  private final Parting parting;
  private final Gathering gathering = new Gathering();
  private long drained;

  Exit(DuplexChannel channel, Limits limits, Runnable onParting) {
    this.channel = channel;
    this.uptake = new Uptake(channel, limits.writeTimeout());
    this.parting = new Parting(channel, onParting);
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      uptake.sends(bytes.readableBytes());
      gathering.write(ctx, bytes, promise);
    } else {
      gathering.push(ctx);
      ctx.write(message, promise);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    gathering.push(ctx);
    ctx.flush();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    // What can't leave any more fails.
    gathering.push(ctx);
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!parting.hasBegun()) {
      ctx.fireChannelRead(message);
      return;
    }
    drained += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
    ReferenceCountUtil.release(message);
    if (drained > MOST_DRAINED) {
      ctx.close();
    }
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    channel.closeFuture().addListener(_ -> promise.trySuccess());
    part();
  }

  /** Closes our half, and drains the other. */
  void part() {
    push();
    parting.begin();
  }

  private void push() {
    ChannelHandlerContext here = channel.pipeline().context(this);
    if (here != null) {
      gathering.push(here);
    }
  }

  /** Whether the last frame has gone, and only the client's end is waited for. */
  boolean isParting() {
    return parting.hasBegun();
  }

  /** Closes the connection if the client does not part from us. */
  void closeIfOverdue(long now, boolean draining) {
    if (parting.isOverdue(now, draining)) {
      close();
    }
  }

  /** Whether the client takes too little of what it is sent; asked now and then. */
  boolean isStalled(long now) {
    return uptake.isTooSlow(now);
  }

  /** Closes the connection at once. */
  void close() {
    ChannelHandlerContext here = channel.pipeline().context(this);
    if (here != null) {
      gathering.push(here);
      here.close();
    }
  }

  /** Breaks off. */
  void reset() {
    parting.breakOff(this::close);
  }
}
