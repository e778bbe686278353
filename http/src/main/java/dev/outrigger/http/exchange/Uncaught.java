package dev.outrigger.http.exchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.function.Consumer;

/**
 * The last of the pipeline: what another protocol does not catch, such as a client's leaving, is
 * ours to judge, and not worth a warning by Netty.
 *
 * <p>Threading: on the loop.
 */
final class Uncaught extends ChannelInboundHandlerAdapter {
  private final Consumer<Throwable> uncaught;

  Uncaught(Consumer<Throwable> uncaught) {
    this.uncaught = uncaught;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    uncaught.accept(cause);
  }
}
