package dev.outrigger.http.secure;

import dev.outrigger.runtime.socket.HandshakeThreads;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Where the costly parts of one connection's handshake run. There are none after it, but where a
 * client of TLS 1.2 asks for another, as the JDK's engine lets it; and as that costs us more than
 * it, it could ask again and again. So it is cut off.
 *
 * <p>Threading: on the loop.
 */
@SuppressWarnings("FutureReturnValueIgnored") // nobody waits for its end
record OneHandshake(Channel channel) implements Executor {
  @Override
  public void execute(Runnable part) {
    ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
    if (tls != null && ((SslHandler) tls.handler()).handshakeFuture().isSuccess()) {
      // Past TLS, whose engine is in the middle of it.
      tls.close();
      throw new RejectedExecutionException("the client asks for a second handshake");
    }
    HandshakeThreads.EXECUTOR.execute(part);
  }
}
