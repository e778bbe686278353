package dev.outrigger.http.http1;

import dev.outrigger.http.pace.Uptake;
import dev.outrigger.http.unsent.FastLanes;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Sends long bodies piece by piece, as the client takes them. Netty copies an array into memory of
 * its own the moment that it is written to the channel, and TLS encrypts it; a client that does not
 * read would hold the whole of each answer once more.
 *
 * <p>What is written behind a long body waits in line.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails makes the channel inactive
final class LongBodies extends ChannelDuplexHandler {
  /** Up to this size a body is written at once, and more than this only on a fast lane. */
  static final int PIECE = 128 * 1024;

  private final Uptake uptake;
  private final FastLanes lanes;
  private final ArrayDeque<Waiting> line = new ArrayDeque<>();
  // How much of the first in line has gone on its way, and how many bodies have not as a whole.
  private int written;
  private int bodies;
  private boolean fast;

  LongBodies(Uptake uptake, FastLanes lanes) {
    this.uptake = uptake;
    this.lanes = lanes;
  }

  /** A body of any length, which nobody changes any more. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Body(byte[] bytes) {}

  private record Waiting(Object message, ChannelPromise promise) {}

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (line.isEmpty() && !(message instanceof Body)) {
      ctx.write(message, promise);
    } else {
      line.add(new Waiting(message, promise));
      if (!ctx.channel().isActive()) {
        drop();
      } else if (message instanceof Body) {
        begin(ctx.channel(), promise);
      }
    }
  }

  private void begin(Channel channel, ChannelPromise promise) {
    bodies++;
    if (!fast && channel instanceof SocketChannel client) {
      fast = lanes.enter(client);
    }
    promise.addListener(_ -> gone(channel));
  }

  private void gone(Channel channel) {
    bodies--;
    if (bodies == 0 && fast && channel instanceof SocketChannel client) {
      fast = false;
      lanes.leave(client);
    }
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    move(ctx);
    ctx.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (move(ctx)) {
      ctx.flush();
    }
    ctx.fireChannelWritabilityChanged();
  }

  private boolean move(ChannelHandlerContext ctx) {
    boolean moved = false;
    for (Waiting first = next(ctx); first != null; first = next(ctx)) {
      moved = true;
      if (first.message() instanceof Body(byte[] bytes)) {
        writePiece(ctx, bytes, first.promise());
      } else {
        line.remove();
        ctx.write(first.message(), first.promise());
      }
    }
    return moved;
  }

  private @Nullable Waiting next(ChannelHandlerContext ctx) {
    return ctx.channel().isWritable() ? line.peek() : null;
  }

  // All is noted before the write, in which the channel may tell us that it has room again.
  private void writePiece(ChannelHandlerContext ctx, byte[] bytes, ChannelPromise promise) {
    int start = written;
    int count = Math.min(fast ? FastLanes.PIECE : PIECE, bytes.length - start);
    boolean last = start + count == bytes.length;
    written = last ? 0 : start + count;
    if (last) {
      line.remove();
    }
    uptake.sends(count);
    ctx.write(Unpooled.wrappedBuffer(bytes, start, count), last ? promise : ctx.voidPromise());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    drop();
    ctx.fireChannelInactive();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    drop();
  }

  private void drop() {
    for (Waiting waiting = line.poll(); waiting != null; waiting = line.poll()) {
      ReferenceCountUtil.release(waiting.message());
      if (!waiting.promise().isVoid()) {
        waiting.promise().tryFailure(new ClosedChannelException());
      }
    }
  }
}
