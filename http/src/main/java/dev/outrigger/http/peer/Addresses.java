package dev.outrigger.http.peer;

import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** Socket addresses as people write them, and in the JDK's types. */
public final class Addresses {
  private static final UnixDomainSocketAddress UNNAMED = UnixDomainSocketAddress.of("");

  private Addresses() {}

  public static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      return text(inet);
    }
    String path = address.toString();
    return path.isEmpty() ? "a client without a name" : "unix:" + path;
  }

  private static String text(InetSocketAddress address) {
    InetAddress host = address.getAddress();
    if (host == null) {
      return address.getHostString() + ":" + address.getPort();
    }
    String numbers = host.getHostAddress();
    return (host instanceof Inet6Address ? "[" + numbers + "]" : numbers) + ":" + address.getPort();
  }

  /** The same address, whichever transport it comes from. */
  public static SocketAddress plain(SocketAddress address) {
    if (!(address instanceof DomainSocketAddress unix)) {
      return address;
    }
    // A name in the abstract space is no path.
    return unix.path().indexOf('\0') >= 0 ? UNNAMED : UnixDomainSocketAddress.of(unix.path());
  }
}
