package dev.outrigger.runtime.stream;

import io.netty.channel.ChannelHandlerContext;

/**
 * A loop that stops closes its channels when it takes no more steps, so that the step in which
 * Netty tells their handlers never comes. The future of the close comes all the same.
 */
final class StoppedLoop {
  private StoppedLoop() {}

  /** Does this on the loop's thread if the channel is closed because its loop stops. */
  static void whenItCloses(ChannelHandlerContext ctx, Runnable action) {
    var _ =
        ctx.channel()
            .closeFuture()
            .addListener(_ -> {
              if (ctx.executor().isShuttingDown()) {
                action.run();
              }
            });
  }
}
