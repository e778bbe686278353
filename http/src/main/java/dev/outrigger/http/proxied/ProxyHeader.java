package dev.outrigger.http.proxied;

import io.netty.buffer.ByteBuf;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The header of the PROXY protocol: which of its two versions it is, and whether it is complete.
 * The first byte that fits neither refuses it; nothing is guessed.
 */
final class ProxyHeader {
  private static final byte[] TEXT = {'P', 'R', 'O', 'X', 'Y', ' '};
  private static final byte[] BINARY = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");

  private ProxyHeader() {}

  /**
   * Reads a header; empty, and nothing read, if it is not complete.
   *
   * @throws MalformedProxyHeaderException if it is none
   */
  static Optional<ProxiedFrom> parse(ByteBuf in) {
    if (!in.isReadable()) {
      return Optional.empty();
    }
    boolean text = in.getByte(in.readerIndex()) == TEXT[0];
    byte[] expected = text ? TEXT : BINARY;
    int seen = Math.min(expected.length, in.readableBytes());
    for (int i = 0; i < seen; i++) {
      if (in.getByte(in.readerIndex() + i) != expected[i]) {
        throw new MalformedProxyHeaderException("it begins like neither version");
      }
    }
    if (seen < expected.length) {
      return Optional.empty();
    }
    return text ? TextHeader.parse(in) : BinaryHeader.parse(in);
  }
}
