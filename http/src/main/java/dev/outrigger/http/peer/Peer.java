package dev.outrigger.http.peer;

import dev.outrigger.runtime.stream.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param remote where it connects from; behind a proxy that tells so, where the real client does
 * @param tls what was agreed on with it; empty without TLS
 */
public record Peer(SocketAddress remote, Optional<TlsSession> tls) {

  @Override
  public String toString() {
    return Addresses.text(remote);
  }
}
