package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import dev.outrigger.http.listen.Networks;
import java.net.InetAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * Who a request comes from, told by the proxies before us.
 *
 * <p>Each proxy adds, at the end, the address that it was called from. So the list is read from its
 * end, and only as long as those who wrote it are trusted: the first address that is no trusted
 * proxy's is the client. What stands before it may have been made up by the client, and is not even
 * looked at. If all are trusted, the first proxy is the client. Where what a trusted proxy wrote
 * can't be read, or hides the address (RFC 7239 6.3), the peer itself counts as the client, and
 * nothing is known of scheme and host.
 *
 * <p>A program says which fields its proxies write, as there is no telling from the request: a
 * proxy that writes X-Forwarded-For passes on whatever Forwarded a client sends, and the other way
 * round.
 *
 * @param client the client's address
 * @param scheme the scheme by which the client came, such as {@code https}, if a proxy told it
 * @param host the host and port that the client asked for, if a proxy told it
 */
public record Forwarded(InetAddress client, Optional<String> scheme, Optional<String> host) {

  /** Which fields the proxies write. */
  public enum Fields {
    /** The field Forwarded (RFC 7239). */
    FORWARDED,
    /** X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host, which most proxies write. */
    X_FORWARDED
  }

  /** Checks that nothing is missing. */
  public Forwarded {
    Objects.requireNonNull(client, "client");
    Objects.requireNonNull(scheme, "scheme");
    Objects.requireNonNull(host, "host");
  }

  /**
   * Who a request comes from.
   *
   * @param fields those that the proxies write
   * @param peer who has connected
   * @param trusted the proxies
   */
  public static Forwarded read(Fields fields, Headers headers, InetAddress peer, Networks trusted) {
    if (!trusted.contains(peer)) {
      return unknown(peer);
    }
    return switch (fields) {
      case FORWARDED -> ForwardedField.read(headers, peer, trusted);
      case X_FORWARDED -> ForwardedForFields.read(headers, peer, trusted);
    };
  }

  /** The peer itself, where nobody said more. */
  static Forwarded unknown(InetAddress peer) {
    return new Forwarded(peer, Optional.empty(), Optional.empty());
  }
}
