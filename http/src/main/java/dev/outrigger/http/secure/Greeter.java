package dev.outrigger.http.secure;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.AbstractSniHandler;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a client's first words: a greeting of TLS is answered with the certificate of the host that
 * it names, plain HTTP is told of.
 *
 * <p>Threading: on the loop. What is costly in the handshake is done elsewhere, see {@link
 * OneHandshake}.
 */
final class Greeter extends AbstractSniHandler<Optional<SslContext>> {
  // A fatal alert: unrecognized_name, as RFC 6066 has it.
  private static final byte[] UNRECOGNIZED_NAME = {21, 3, 3, 0, 2, 2, 112};

  private final LiveTls tls;
  private final long deadline;
  private boolean begun;

  Greeter(LiveTls tls, Duration handshake) {
    super(handshake.toMillis());
    this.tls = tls;
    this.deadline = System.nanoTime() + handshake.toNanos();
  }

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
    if (!begun && in.isReadable()) {
      begun = true;
      byte first = in.getByte(in.readerIndex());
      if (first >= 'A' && first <= 'Z') {
        ctx.fireUserEventTriggered(PlainText.SPOKEN);
        return;
      }
    }
    super.decode(ctx, in, out);
  }

  @Override
  protected Future<Optional<SslContext>> lookup(
      ChannelHandlerContext ctx, @Nullable String hostname) {
    return ctx.executor().newSucceededFuture(tls.contextFor(Optional.ofNullable(hostname)));
  }

  @Override
  protected void onLookupComplete(
      ChannelHandlerContext ctx, @Nullable String hostname, Future<Optional<SslContext>> found) {
    Optional<SslContext> context = found.getNow();
    if (context == null || context.isEmpty()) {
      ctx.writeAndFlush(Unpooled.wrappedBuffer(UNRECOGNIZED_NAME))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    SslHandler handler = context.get().newHandler(ctx.alloc(), new OneHandshake(ctx.channel()));
    boolean placed = false;
    try {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      handler.setHandshakeTimeoutMillis(Math.max(1, left));
      ctx.pipeline().replace(this, "tls", handler);
      placed = true;
    } finally {
      if (!placed) {
        ReferenceCountUtil.release(handler.engine());
      }
    }
  }
}
