package dev.outrigger.http.exchange;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.RequestBody;
import dev.outrigger.http.peer.Peer;
import dev.outrigger.http.syntax.RequestTarget;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A request that came over a connection. */
final class IncomingRequest implements HttpRequest {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");

  private final RequestHead head;
  private final Headers headers;
  private final Peer peer;
  private final Scope scope;
  private final RequestBody body;
  private List<Runnable> afterwards = List.of();

  IncomingRequest(RequestHead head, Peer peer, Scope scope, RequestBody body) {
    this.head = head;
    this.headers = new FieldMap(head.fields());
    this.peer = peer;
    this.scope = scope;
    this.body = body;
  }

  @Override
  public String method() {
    return head.method();
  }

  @Override
  public String target() {
    return head.target();
  }

  @Override
  public String version() {
    return head.version();
  }

  @Override
  public Optional<String> protocol() {
    return head.protocol();
  }

  @Override
  public String path() {
    String target = head.target();
    int start = RequestTarget.pathStart(target);
    int end = target.indexOf('?', start);
    String path = end < 0 ? target.substring(start) : target.substring(start, end);
    return path.isEmpty() ? "/" : path;
  }

  @Override
  public String query() {
    String target = head.target();
    int mark = target.indexOf('?');
    return mark < 0 ? "" : target.substring(mark + 1);
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public SocketAddress remote() {
    return peer.remote();
  }

  @Override
  public Optional<TlsSession> tls() {
    return peer.tls();
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public void afterwards(Runnable step) {
    if (afterwards.isEmpty()) {
      afterwards = new ArrayList<>(2);
    }
    afterwards.add(Objects.requireNonNull(step, "step"));
  }

  /** Does what was asked for behind the answer; by the handler's task. */
  void answered() {
    for (Runnable step : afterwards) {
      try {
        step.run();
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "what was to be done after " + this + " failed", e);
      }
    }
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public String toString() {
    return head.method() + " " + head.target();
  }
}
