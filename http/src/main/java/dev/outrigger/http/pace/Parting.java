package dev.outrigger.http.pace;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * How we part from a client, and how long it may take.
 *
 * <p>A server that closes a socket on which bytes are still unread makes the kernel send a reset,
 * and a reset destroys what the client has not read yet, which is the answer. So we close our half
 * only, go on reading what nobody wants, and close the rest when the client does, or when it took
 * too long or sent too much.
 *
 * <p>Threading: on the loop. Times are those of {@link System#nanoTime()}.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for the end
public final class Parting {
  private static final long LONGEST_NANOS = 10_000_000_000L;
  private static final long LONGEST_WHILE_DRAINING_NANOS = 1_000_000_000;

  private final DuplexChannel channel;
  private final Runnable onBegin;
  private boolean begun;
  private long since;

  /**
   * Nothing of it yet.
   *
   * @param onBegin called once, before our half is closed
   */
  public Parting(DuplexChannel channel, Runnable onBegin) {
    this.channel = channel;
    this.onBegin = onBegin;
  }

  /** Closes our half; what comes from now on is nobody's concern. */
  public void begin() {
    if (channel.isActive() && !begun) {
      begun = true;
      since = System.nanoTime();
      onBegin.run();
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

  /** Whether the last word has gone, and only the client's end is waited for. */
  public boolean hasBegun() {
    return begun;
  }

  /** Whether the client does not part from us in time. */
  public boolean isOverdue(long now, boolean draining) {
    return begun && now - since > (draining ? LONGEST_WHILE_DRAINING_NANOS : LONGEST_NANOS);
  }

  /**
   * Breaks off instead, so that the client sees it whatever it had been told about the length.
   *
   * @param close closes the connection where there is no TLS
   */
  public void breakOff(Runnable close) {
    if (!channel.isOpen()) {
      return;
    }
    boolean _ = channel.config().setOption(ChannelOption.SO_LINGER, 0);
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls == null) {
      close.run();
    } else {
      // Past TLS, which would say that this is the end.
      tls.close();
    }
  }
}
