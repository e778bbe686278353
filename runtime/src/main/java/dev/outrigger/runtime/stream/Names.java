package dev.outrigger.runtime.stream;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;

/** What people read in errors. */
final class Names {
  private Names() {}

  /** "10.0.0.1:80", "[::1]:80", "example.org:80" or a path. */
  static String of(SocketAddress address) {
    if (!(address instanceof InetSocketAddress inet)) {
      String text = address.toString();
      return text.isEmpty() ? "an unnamed socket" : text.replace('\0', '@');
    }
    if (inet.getAddress() == null) {
      return inet.getHostString() + ":" + inet.getPort();
    }
    String host = inet.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + inet.getPort();
  }

  /** "250 ms", "2 s". */
  static String of(Duration time) {
    long millis = time.toMillis();
    return millis < 1000 || millis % 1000 != 0 ? millis + " ms" : millis / 1000 + " s";
  }
}
