package dev.outrigger.http.http3;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.http3.Http3HeadersValidationException;
import io.netty.handler.codec.quic.QuicException;
import java.io.IOException;

/** Tells what clients do wrong from what we do wrong. */
final class Faults {
  private Faults() {}

  /** Whether this comes of what a client sent, or of the network. */
  static boolean isClients(Throwable cause) {
    return cause instanceof IOException
        || cause instanceof QuicException
        || cause instanceof Http3Exception
        || cause instanceof Http3HeadersValidationException
        || cause instanceof DecoderException
        // Netty's word for a malformed content-length.
        || cause instanceof IllegalArgumentException;
  }

  /** The same, as the log knows faults of clients. */
  static Throwable of(Throwable cause) {
    return isClients(cause) && !(cause instanceof IOException)
        ? new IOException(cause.getMessage(), cause)
        : cause;
  }
}
