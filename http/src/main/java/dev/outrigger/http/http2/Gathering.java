package dev.outrigger.http.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts small frames together, so that the answers of a turn of the loop leave in one write: an
 * answer is two frames, and Netty makes two buffers of each.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // who waits is told
final class Gathering {
  // What is longer goes by itself: a copy would cost more than a write.
  private static final int SMALL = 1024;
  private static final int FIRST_CAPACITY = 1024;
  private static final int CAPACITY = 16 * 1024;

  private @Nullable ByteBuf together;
  private List<ChannelPromise> waiting = new ArrayList<>();

  /** Keeps these bytes for now, or writes them behind what was kept. */
  void write(ChannelHandlerContext ctx, ByteBuf bytes, ChannelPromise promise) {
    int count = bytes.readableBytes();
    if (count > SMALL || !ctx.channel().isActive()) {
      push(ctx);
      ctx.write(bytes, promise);
      return;
    }
    if (together != null && together.maxWritableBytes() < count) {
      push(ctx);
    }
    if (together == null) {
      together = ctx.alloc().directBuffer(FIRST_CAPACITY, CAPACITY);
    }
    together.writeBytes(bytes);
    bytes.release();
    if (!promise.isVoid()) {
      waiting.add(promise);
    }
  }

  /** Writes what was kept. */
  void push(ChannelHandlerContext ctx) {
    ByteBuf full = together;
    if (full == null) {
      return;
    }
    List<ChannelPromise> told = waiting;
    together = null;
    waiting = new ArrayList<>();
    ctx.write(full)
        .addListener(written -> {
          for (ChannelPromise promise : told) {
            if (written.isSuccess()) {
              promise.trySuccess();
            } else {
              promise.tryFailure(written.cause());
            }
          }
        });
  }
}
