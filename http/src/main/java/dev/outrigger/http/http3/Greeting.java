package dev.outrigger.http.http3;

import dev.outrigger.http.peer.Addresses;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.runtime.stream.TlsSession;
import io.netty.handler.codec.quic.QuicChannel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * How a client and we shake hands, and what is known of it afterwards.
 *
 * <p>Threading: on the loop.
 */
final class Greeting {
  private static final SocketAddress NOWHERE = new InetSocketAddress(0);

  private final QuicChannel channel;
  private final Handshakes handshakes;
  private final SocketAddress remote;
  private Optional<String> host = Optional.empty();
  private boolean ended;

  Greeting(QuicChannel channel, Handshakes handshakes) {
    this.channel = channel;
    this.handshakes = handshakes;
    this.remote = remoteOf(channel);
    handshakes.begun();
  }

  /** Where a client is that has just come. */
  static SocketAddress remoteOf(QuicChannel channel) {
    return Objects.requireNonNullElse(channel.remoteSocketAddress(), NOWHERE);
  }

  /** Where the client is, or was when it came. */
  SocketAddress remote() {
    return remote;
  }

  /** Whether it takes longer than it may. */
  boolean isOverdue(long nanos) {
    return !ended && nanos > handshakes.longestNanos();
  }

  void named(Optional<String> asked) {
    host = asked.map(name -> name.toLowerCase(Locale.ROOT));
  }

  /** It went well: who the client is. Empty if it wants to speak something else. */
  Optional<Peer> agreed() {
    ended();
    SSLEngine engine = Objects.requireNonNull(channel.sslEngine());
    Optional<String> spoken = Optional.ofNullable(engine.getApplicationProtocol());
    if (!spoken.equals(Optional.of(Certificates.HTTP3))) {
      return Optional.empty();
    }
    SSLSession session = engine.getSession();
    TlsSession tls =
        new TlsSession(
            session.getProtocol(), session.getCipherSuite(), spoken, host, certificatesOf(session));
    return Optional.of(new Peer(Addresses.plain(remote), Optional.of(tls)));
  }

  /** It is over, well or not. */
  void ended() {
    if (!ended) {
      ended = true;
      handshakes.ended();
    }
  }

  private static List<Certificate> certificatesOf(SSLSession session) {
    try {
      return List.of(session.getPeerCertificates());
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }
}
