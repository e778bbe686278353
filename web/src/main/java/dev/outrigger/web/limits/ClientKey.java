package dev.outrigger.web.limits;

import dev.outrigger.web.Request;
import dev.outrigger.web.text.Sha256;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom requests are counted for. */
final class ClientKey {
  private static final int NETWORK = 8;
  private static final int LONGEST = 128;

  private ClientKey() {}

  /**
   * A key of bounded length for one of a client's making, which may be as long as a header field.
   */
  static String bounded(String key) {
    return key.length() <= LONGEST ? key : Sha256.hex(key);
  }

  static String of(Request request) {
    InetAddress address = request.client();
    return address instanceof Inet6Address v6
        ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK)
        : address.getHostAddress();
  }
}
