package dev.outrigger.http.proxied;

import io.netty.handler.codec.DecoderException;

/** What comes first on a connection is no PROXY header. */
final class MalformedProxyHeaderException extends DecoderException {
  private static final long serialVersionUID = 1L;

  MalformedProxyHeaderException(String reason) {
    super("malformed PROXY header: " + reason);
  }
}
