package dev.outrigger.web;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.listen.Networks;
import dev.outrigger.web.headers.Forwarded;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Whose word is taken about a client's address, scheme and host.
 *
 * @param fields which header fields those proxies write
 */
record Proxies(Optional<Networks> trusted, Forwarded.Fields fields) {
  static final Proxies NONE = new Proxies(Optional.empty(), Forwarded.Fields.FORWARDED);

  Forwarded forwarded(HttpRequest request) {
    // Whoever reaches a Unix socket is on this machine.
    InetAddress peer =
        request.remote() instanceof InetSocketAddress tcp && !tcp.isUnresolved()
            ? tcp.getAddress()
            : InetAddress.getLoopbackAddress();
    return trusted.isPresent()
        ? Forwarded.read(fields, request.headers(), peer, trusted.get())
        : new Forwarded(peer, Optional.empty(), Optional.empty());
  }
}
