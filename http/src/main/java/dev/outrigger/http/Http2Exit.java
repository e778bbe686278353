package dev.outrigger.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/**
 * The way out of an HTTP/2 connection, between Netty's codec and the socket: whoever closes the
 * connection parts first, as {@link Outbound} has it, so that the last frames arrive.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
final class Http2Exit extends ChannelDuplexHandler {
  private static final long LONGEST_PARTING_NANOS = 10_000_000_000L;
  private static final long LONGEST_WHILE_DRAINING_NANOS = 1_000_000_000;
  private static final long MOST_DRAINED = 16L * 1024 * 1024;

  private final DuplexChannel channel;
  private final Uptake uptake;
  private final Runnable onParting;
  private boolean parting;
  private long partingSince;
  private long drained;

  Http2Exit(DuplexChannel channel, Limits limits, Runnable onParting) {
    this.channel = channel;
    this.uptake = new Uptake(channel, limits.writeTimeout());
    this.onParting = onParting;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (message instanceof ByteBuf bytes) {
      uptake.sends(bytes.readableBytes());
    }
    ctx.write(message, promise);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (!parting) {
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
    if (channel.isActive() && !parting) {
      parting = true;
      partingSince = System.nanoTime();
      onParting.run();
      SslHandler tls = channel.pipeline().get(SslHandler.class);
      if (tls == null) {
        shutdownOutput();
      } else {
        tls.closeOutbound().addListener(_ -> shutdownOutput());
      }
    }
  }

  private void shutdownOutput() {
    channel.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
  }

  /** Whether the last frame has gone, and only the client's end is waited for. */
  boolean isParting() {
    return parting;
  }

  /** Closes the connection if the client does not part from us. */
  void closeIfOverdue(long now, boolean draining) {
    long longest = draining ? LONGEST_WHILE_DRAINING_NANOS : LONGEST_PARTING_NANOS;
    if (parting && now - partingSince > longest) {
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
      here.close();
    }
  }

  /** Breaks off. */
  void reset() {
    boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    // Past TLS, which would say that this is the end.
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      close();
    } else {
      tls.close();
    }
  }
}
