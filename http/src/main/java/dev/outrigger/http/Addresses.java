package dev.outrigger.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Socket addresses as people write them. */
final class Addresses {
  private Addresses() {}

  static String text(SocketAddress address) {
    return address instanceof InetSocketAddress inet ? text(inet) : address.toString();
  }

  static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString() + ":" + address.getPort();
    }
    String numbers = host.getHostAddress();
    return (host instanceof Inet6Address ? "[" + numbers + "]" : numbers) + ":" + address.getPort();
  }
}
