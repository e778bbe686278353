package dev.outrigger.web.limits;

import dev.outrigger.web.Request;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** Whom requests are counted for. */
final class ClientKey {
  private static final int NETWORK = 8;

  private ClientKey() {}

  static String of(Request request) {
    InetAddress address = request.client();
    return address instanceof Inet6Address v6
        ? HexFormat.of().formatHex(v6.getAddress(), 0, NETWORK)
        : address.getHostAddress();
  }
}
