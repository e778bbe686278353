package dev.outrigger.http.entrance;

import dev.outrigger.http.http1.ConnectionHandler;
import dev.outrigger.http.http2.SessionHandler;
import dev.outrigger.http.loop.LoopLog;
import dev.outrigger.http.loop.ServerLoop;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.Cancellation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A connection that has not said yet which HTTP it speaks. A client that knows that we speak HTTP/2
 * begins with words that are no request of HTTP/1.1; with the first byte that differs from them,
 * this is out of the way.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
final class Preface extends ChannelInboundHandlerAdapter implements ServerLoop.Guest {
  private static final byte[] WORDS =
      "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final long FIRST_REQUEST_NANOS = 1_000_000_000;

  private final ServerLoop home;
  private final DuplexChannel channel;
  private final Peer peer;
  private final long since = System.nanoTime();
  private @Nullable ByteBuf begun;
  private boolean decided;

  Preface(ServerLoop home, DuplexChannel channel, Peer peer) {
    this.home = home;
    this.channel = channel;
    this.peer = peer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    home.enter(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (decided || !(message instanceof ByteBuf bytes)) {
      ctx.fireChannelRead(message);
      return;
    }
    ByteBuf known = begun;
    ByteBuf all = known == null ? bytes : Unpooled.wrappedBuffer(known, bytes);
    begun = null;
    boolean http2 = isBeginning(all);
    if (http2 && all.readableBytes() < WORDS.length) {
      begun = all;
      return;
    }
    decided = true;
    home.gone(this);
    if (http2) {
      SessionHandler.speak(home, channel, peer, since);
    } else {
      ConnectionHandler.speak(home, channel, peer, since);
    }
    ctx.fireChannelRead(all);
    // In its turn: what follows this read, its end, still goes through here.
    ctx.pipeline().remove(this);
  }

  private static boolean isBeginning(ByteBuf bytes) {
    int length = Math.min(bytes.readableBytes(), WORDS.length);
    int start = bytes.readerIndex();
    for (int i = 0; i < length; i++) {
      if (bytes.getByte(start + i) != WORDS[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void tick(long now) {
    if (now - since > home.limits().headerTimeout().toNanos()) {
      channel.close();
    }
  }

  @Override
  public void tickWhileDraining(long now) {
    if (begun == null && now - since > FIRST_REQUEST_NANOS) {
      channel.close();
    }
  }

  @Override
  public void abort(Cancellation why) {
    channel.close();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (begun != null) {
      begun.release();
      begun = null;
    }
    if (!decided) {
      decided = true;
      home.gone(this);
      home.leave(false);
    }
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    LoopLog.givenUp(home.loop(), peer.remote(), cause);
    channel.close();
  }
}
