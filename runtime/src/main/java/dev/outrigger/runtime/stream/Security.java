package dev.outrigger.runtime.stream;

import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS on a wire. Threading: on the loop, but for {@link #session}, once the handshake has ended.
 */
final class Security {
  private final SslHandler handler;
  private final String peer;
  private volatile @Nullable End failure;

  Security(SslHandler handler, String peer) {
    this.handler = handler;
    this.peer = peer;
  }

  /** The handshake failed: whatever happens to the connection then is for this reason. */
  void fail(End why) {
    failure = why;
  }

  @Nullable End failure() {
    return failure;
  }

  /** The connection ended; only the peer's own word, which has not come, says that it meant to. */
  End cutOff() {
    End known = failure;
    if (known != null) {
      return known;
    }
    SSLException truncated = new SSLException("no close_notify before the end of the connection");
    return new End(
        "the connection to " + peer + " was cut off: the TLS stream has no end (truncated?)",
        truncated);
  }

  Future<Void> endOutput() {
    return handler.closeOutbound();
  }

  TlsSession session() {
    return TlsSession.of(
        handler.engine().getSession(), Optional.ofNullable(handler.applicationProtocol()));
  }
}
