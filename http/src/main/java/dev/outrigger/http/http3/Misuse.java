package dev.outrigger.http.http3;

import dev.outrigger.http.pace.Abuse;
import io.netty.handler.codec.http3.Http3ErrorCode;

/**
 * What a client of HTTP/3 does more often than anybody needs to: for that the connection ends.
 *
 * <p>Threading: on the loop.
 */
final class Misuse {
  // Bytes on streams without requests that are taken for one small frame.
  private static final int FRAME = 32;

  private final Wire wire;
  private final Abuse abuse = new Abuse();

  Misuse(Wire wire) {
    this.wire = wire;
  }

  /** The client has reset a stream. */
  void reset() {
    abuse.reset();
    endIfFound();
  }

  /** We reset a stream for something that the client did. */
  void error() {
    abuse.error();
    endIfFound();
  }

  /** A frame has come that asks for nothing. */
  void idleFrame() {
    abuse.idleFrame();
    endIfFound();
  }

  /** So much has come on streams that carry no requests. */
  void controlBytes(int count) {
    for (int i = 0; i < count; i += FRAME) {
      abuse.idleFrame();
    }
    endIfFound();
  }

  private void endIfFound() {
    String found = abuse.found();
    if (found != null) {
      wire.close(Http3ErrorCode.H3_EXCESSIVE_LOAD, found);
    }
  }
}
