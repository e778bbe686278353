package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import dev.outrigger.http.listen.Networks;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads X-Forwarded-For, -Proto and -Host. The latter two may have as many elements as the first,
 * then each goes with the address in its place; or fewer, if not every proxy writes them.
 */
final class ForwardedForFields {
  private ForwardedForFields() {}

  static Forwarded read(Headers headers, InetAddress peer, Networks trusted) {
    Backwards addresses = new Backwards(headers.all("X-Forwarded-For"));
    Backwards schemes = new Backwards(headers.all("X-Forwarded-Proto"));
    Backwards hosts = new Backwards(headers.all("X-Forwarded-Host"));
    InetAddress client = peer;
    Optional<String> scheme = schemes.previous();
    Optional<String> host = hosts.previous();
    for (int proxies = 0; trusted.contains(client); proxies++) {
      Optional<String> element = addresses.previous();
      if (element.isEmpty()) {
        break;
      }
      Optional<InetAddress> address = Node.address(element.get());
      if (address.isEmpty()) {
        return Forwarded.unknown(peer);
      }
      client = address.get();
      if (proxies > 0) {
        scheme = schemes.previous().or(keep(scheme));
        host = hosts.previous().or(keep(host));
      }
    }
    if (!scheme.map(Node::isScheme).orElse(true) || !host.map(Node::isHost).orElse(true)) {
      return Forwarded.unknown(peer);
    }
    return new Forwarded(client, scheme.map(Tokens::lower), host);
  }

  private static Supplier<Optional<String>> keep(Optional<String> last) {
    return () -> last;
  }
}
