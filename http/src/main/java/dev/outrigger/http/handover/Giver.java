package dev.outrigger.http.handover;

import dev.outrigger.http.socket.Listener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.ReferenceCountUtil;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The old server's side of one talk with a process that wants to follow it.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails closes the connection
final class Giver extends ChannelInboundHandlerAdapter {
  private final List<Listener> listeners;
  private final Consumer<ChannelHandlerContext> taken;
  private final List<Listener> shared = new ArrayList<>();
  // GREETED -> GIVEN -> TAKEN
  private State state = State.GREETED;

  private enum State {
    GREETED,
    GIVEN,
    TAKEN
  }

  /**
   * One that has not begun.
   *
   * @param taken called when the other process serves; closes the connection
   */
  Giver(List<Listener> listeners, Consumer<ChannelHandlerContext> taken) {
    this.listeners = listeners;
    this.taken = taken;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    List<String> paths =
        listeners.stream()
            .filter(listener -> listener.address() instanceof UnixDomainSocketAddress)
            .map(listener -> listener.address().toString())
            .toList();
    ctx.writeAndFlush(new Greeting(listeners.size() - paths.size(), paths).encoded());
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    try {
      if (message instanceof ByteBuf words) {
        while (words.isReadable()) {
          hear(ctx, words.readByte());
        }
      }
    } finally {
      ReferenceCountUtil.release(message);
    }
  }

  private void hear(ChannelHandlerContext ctx, byte word) {
    if (word == Greeting.GIVE && state == State.GREETED) {
      state = State.GIVEN;
      for (Listener listener : listeners) {
        listener
            .descriptor()
            .ifPresent(number -> {
              listener.share();
              shared.add(listener);
              ctx.write(new FileDescriptor(number));
            });
      }
      ctx.flush();
    } else if (Greeting.notWanted(word).isPresent() && state == State.GIVEN) {
      leave(Greeting.notWanted(word).getAsInt());
    } else if (word == Greeting.SERVING && state == State.GIVEN) {
      state = State.TAKEN;
      taken.accept(ctx);
    } else {
      ctx.close();
    }
  }

  private void leave(int index) {
    if (index < shared.size()) {
      shared.get(index).keep();
    }
  }

  // Whoever asked is gone before it served, and its sockets with it.
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (state == State.GIVEN) {
      shared.forEach(Listener::keep);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}
