package dev.outrigger.http;

import dev.outrigger.runtime.Scope;
import java.net.InetSocketAddress;

/** One request, from its complete header on; the body may still be on its way. */
public final class HttpRequest {
  private final String method;
  private final String target;
  private final Headers headers;
  private final InetSocketAddress remote;
  private final Scope scope;
  private final RequestBody body;

  HttpRequest(
      String method,
      String target,
      Headers headers,
      InetSocketAddress remote,
      Scope scope,
      RequestBody body) {
    this.method = method;
    this.target = target;
    this.headers = headers;
    this.remote = remote;
    this.scope = scope;
    this.body = body;
  }

  /** The method as it came: {@code GET}. Methods differ by case. */
  public String method() {
    return method;
  }

  /** The request target as it came: {@code /a%20b?c=d}, {@code http://host/a} or {@code *}. */
  public String target() {
    return target;
  }

  /** The path of the target, not decoded: {@code /a%20b}; {@code *} for the target of that name. */
  public String path() {
    int start = RequestTarget.pathStart(target);
    int end = target.indexOf('?', start);
    String path = end < 0 ? target.substring(start) : target.substring(start, end);
    return path.isEmpty() ? "/" : path;
  }

  /** What follows the first question mark of the target, not decoded; empty if there is none. */
  public String query() {
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  /** The header fields. */
  public Headers headers() {
    return headers;
  }

  /** Where the client connected from. */
  public InetSocketAddress remote() {
    return remote;
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
    return method + " " + target;
  }
}
