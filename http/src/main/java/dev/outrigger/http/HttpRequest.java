package dev.outrigger.http;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;

/** One request, from its complete header on; the body may still be on its way. */
public interface HttpRequest {
  /** The method as it came: {@code GET}. Methods differ by case. */
  String method();

  /** The request target as it came: {@code /a%20b?c=d}, {@code http://host/a} or {@code *}. */
  String target();

  /** {@code HTTP/1.1}, {@code HTTP/1.0}, {@code HTTP/2} or {@code HTTP/3}. */
  String version();

  /** The protocol that an extended CONNECT of HTTP/2 asks for (RFC 8441); empty elsewhere. */
  Optional<String> protocol();

  /** The path of the target, not decoded: {@code /a%20b}; {@code *} for the target of that name. */
  String path();

  /** What follows the first question mark of the target, not decoded; empty if there is none. */
  String query();

  /** The header fields. */
  Headers headers();

  /**
   * Where the client connects from: an {@link java.net.InetSocketAddress}, or a {@link
   * java.net.UnixDomainSocketAddress}, whose path is mostly empty. Behind a trusted proxy that
   * speaks the PROXY protocol, where the real client does.
   */
  SocketAddress remote();

  /** What was agreed on with the client; empty without TLS. */
  Optional<TlsSession> tls();

  /** Whether the request came over TLS, as seen by this server. */
  default boolean isSecure() {
    return tls().isPresent();
  }

  /** {@code https} if {@link #isSecure()}, else {@code http}. */
  default String scheme() {
    return isSecure() ? "https" : "http";
  }

  /** The scope that the handler runs in; cancelled when the client goes away. */
  Scope scope();

  /**
   * Does this once the answer has been handed to the connection, or it is known that there will be
   * none; in the order in which it was asked for. What it throws goes to the log.
   *
   * <p>Threading: call it in the handler's task. The step runs in that task, outside of its scope;
   * the server takes the request for ended by then, and does not wait for it.
   */
  void afterwards(Runnable step);

  /** The body; empty if there is none. */
  RequestBody body();
}
