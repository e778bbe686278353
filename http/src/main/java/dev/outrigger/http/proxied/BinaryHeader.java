package dev.outrigger.http.proxied;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Version 2: twelve bytes that no other protocol begins with, version and command, family, length,
 * addresses, and then extensions, which are skipped.
 */
final class BinaryHeader {
  private static final int FIXED = 16;

  /** Addresses of all families, and 2 KiB of extensions. */
  private static final int LONGEST = 216 + 2048;

  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int UNSPECIFIED = 0x00;
  private static final int TCP4 = 0x11;
  private static final int TCP6 = 0x21;
  private static final int UNIX_STREAM = 0x31;

  private BinaryHeader() {}

  static Optional<ProxiedFrom> parse(ByteBuf in) {
    if (in.readableBytes() < FIXED) {
      return Optional.empty();
    }
    int start = in.readerIndex();
    int command = in.getUnsignedByte(start + 12);
    if (command != LOCAL && command != PROXY) {
      throw new MalformedProxyHeaderException("its version and command are " + command);
    }
    int length = in.getUnsignedShort(start + 14);
    if (length > LONGEST) {
      throw new MalformedProxyHeaderException("it is longer than " + LONGEST + " bytes: " + length);
    }
    if (in.readableBytes() < FIXED + length) {
      return Optional.empty();
    }
    // Whatever LOCAL is said to come from, it is the proxy itself.
    Optional<InetSocketAddress> client =
        command == LOCAL
            ? Optional.empty()
            : client(in, start + FIXED, in.getUnsignedByte(start + 13), length);
    in.skipBytes(FIXED + length);
    return Optional.of(new ProxiedFrom(client));
  }

  private static Optional<InetSocketAddress> client(ByteBuf in, int at, int family, int length) {
    return switch (family) {
      case UNSPECIFIED, UNIX_STREAM -> Optional.empty();
      case TCP4 -> Optional.of(address(in, at, 4, length));
      case TCP6 -> Optional.of(address(in, at, 16, length));
      default -> throw new MalformedProxyHeaderException("its family is " + family);
    };
  }

  // Both addresses, then both ports.
  private static InetSocketAddress address(ByteBuf in, int at, int bytes, int length) {
    if (length < 2 * bytes + 4) {
      throw new MalformedProxyHeaderException("its addresses are cut off");
    }
    byte[] address = new byte[bytes];
    in.getBytes(at, address);
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(address), in.getUnsignedShort(at + 2 * bytes));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes or sixteen are an address", e);
    }
  }
}
