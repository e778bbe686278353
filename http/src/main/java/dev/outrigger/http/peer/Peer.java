package dev.outrigger.http.peer;

import dev.outrigger.runtime.stream.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;

/**
 * Who is at the other end of a connection.
 *
 * @param remote where it connects from; behind a proxy that tells so, where the real client does
 * @param tls what was agreed on with it; empty without TLS
 * @param alternatives where else it may ask us, as the field Alt-Svc has it (RFC 7838); empty if
 *     nowhere
 */
public record Peer(SocketAddress remote, Optional<TlsSession> tls, String alternatives) {

  /** One that is told of no other way to us. */
  public Peer(SocketAddress remote, Optional<TlsSession> tls) {
    this(remote, tls, "");
  }

  @Override
  public String toString() {
    return Addresses.text(remote);
  }
}
