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
    // Whatever LOCAL is said to come from, it is the proxy itself.
    int bytes = command == LOCAL ? 0 : addressBytes(in.getUnsignedByte(start + 13));
    if (bytes > 0 && length < 2 * bytes + 4) {
      throw new MalformedProxyHeaderException("its addresses are cut off");
    }
    if (in.readableBytes() < FIXED + length) {
      return Optional.empty();
    }
    Optional<InetSocketAddress> client =
        bytes == 0 ? Optional.empty() : Optional.of(address(in, start + FIXED, bytes));
    in.skipBytes(FIXED + length);
    return Optional.of(new ProxiedFrom(client));
  }

  /** The length of an address; 0 if its family is none that a client of ours has. */
  private static int addressBytes(int family) {
    return switch (family) {
      case UNSPECIFIED, UNIX_STREAM -> 0;
      case TCP4 -> 4;
      case TCP6 -> 16;
      default -> throw new MalformedProxyHeaderException("its family is " + family);
    };
  }

  // Both addresses, then both ports.
  private static InetSocketAddress address(ByteBuf in, int at, int bytes) {
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
