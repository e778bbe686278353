package dev.outrigger.runtime.stream;

import java.io.IOException;
import java.net.SocketException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why nothing more comes, or goes.
 *
 * @param reason one sentence; empty if the peer ended in good order
 * @param cause what the loop met, if it met something
 */
record End(String reason, @Nullable Throwable cause) {
  static final End IN_ORDER = new End("", null);

  boolean inOrder() {
    return reason.isEmpty();
  }

  /** A new one for each who meets it, so that the stack is the caller's. */
  IOException exception() {
    if (cause instanceof SSLException) {
      return new SSLException(reason, cause);
    }
    SocketException told = new SocketException(reason);
    if (cause != null) {
      told.initCause(cause);
    }
    return told;
  }
}
