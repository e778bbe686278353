package dev.outrigger.http;

import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.net.SocketAddress;
import java.util.Optional;

/** One request, from its complete header on; the body may still be on its way. */
public final class HttpRequest {
  private final RequestHead head;
  private final Headers headers;
  private final Peer peer;
  private final Scope scope;
  private final RequestBody body;

  HttpRequest(RequestHead head, Peer peer, Scope scope, RequestBody body) {
    this.head = head;
    this.headers = new Headers(head.fields());
    this.peer = peer;
    this.scope = scope;
    this.body = body;
  }

  /** The method as it came: {@code GET}. Methods differ by case. */
  public String method() {
    return head.method();
  }

  /** The request target as it came: {@code /a%20b?c=d}, {@code http://host/a} or {@code *}. */
  public String target() {
    return head.target();
  }

  /** {@code HTTP/1.1}, {@code HTTP/1.0} or {@code HTTP/2}. */
  public String version() {
    return head.version();
  }

  /** The protocol that an extended CONNECT of HTTP/2 asks for (RFC 8441); empty elsewhere. */
  public Optional<String> protocol() {
    return head.protocol();
  }

  /** The path of the target, not decoded: {@code /a%20b}; {@code *} for the target of that name. */
  public String path() {
    String target = head.target();
    int start = RequestTarget.pathStart(target);
    int end = target.indexOf('?', start);
    String path = end < 0 ? target.substring(start) : target.substring(start, end);
    return path.isEmpty() ? "/" : path;
  }

  /** What follows the first question mark of the target, not decoded; empty if there is none. */
  public String query() {
    String target = head.target();
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  /**
   * Where the client connects from: an {@link java.net.InetSocketAddress}, or a {@link
   * java.net.UnixDomainSocketAddress}, whose path is mostly empty. Behind a trusted proxy that
   * speaks the PROXY protocol, where the real client does.
   */
  public SocketAddress remote() {
    return peer.remote();
  }

  /** What was agreed on with the client; empty without TLS. */
  public Optional<TlsSession> tls() {
    return peer.tls();
  }

  /** Whether the request came over TLS, as seen by this server. */
  public boolean isSecure() {
    return peer.tls().isPresent();
  }

  /** {@code https} if {@link #isSecure()}, else {@code http}. */
  public String scheme() {
    return isSecure() ? "https" : "http";
  }

  /** The scope that the handler runs in; cancelled when the client goes away. */
  public Scope scope() {
    return scope;
  }

  /** The body; empty if there is none. */
  public RequestBody body() {
    return body;
  }

  @Override
  public String toString() {
    return head.method() + " " + head.target();
  }
}
