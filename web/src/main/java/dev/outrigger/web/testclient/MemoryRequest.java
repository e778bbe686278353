package dev.outrigger.web.testclient;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.RequestBody;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A request that no socket has seen. */
final class MemoryRequest implements HttpRequest {
  private static final SocketAddress CLIENT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

  private final TestRequest asked;
  private final FieldList headers;
  private final RequestBody body;
  private final Scope scope;
  private final List<Runnable> afterwards = new ArrayList<>();

  MemoryRequest(TestRequest asked, Scope scope) {
    this.asked = asked;
    this.headers =
        asked.headers().contains("Host") ? asked.fields() : asked.fields().and("Host", "localhost");
    this.body = new MemoryBody(asked.body());
    this.scope = scope;
  }

  @Override
  public String method() {
    return asked.method();
  }

  @Override
  public String target() {
    return asked.target();
  }

  @Override
  public String version() {
    return "HTTP/1.1";
  }

  @Override
  public Optional<String> protocol() {
    return Optional.empty();
  }

  @Override
  public String path() {
    int mark = asked.target().indexOf('?');
    return mark < 0 ? asked.target() : asked.target().substring(0, mark);
  }

  @Override
  public String query() {
    int mark = asked.target().indexOf('?');
    return mark < 0 ? "" : asked.target().substring(mark + 1);
  }

  @Override
  public Headers headers() {
    return headers;
  }

  @Override
  public SocketAddress remote() {
    return CLIENT;
  }

  @Override
  public Optional<TlsSession> tls() {
    return Optional.empty();
  }

  @Override
  public Scope scope() {
    return scope;
  }

  @Override
  public void afterwards(Runnable step) {
    afterwards.add(step);
  }

  void answered() {
    afterwards.forEach(Runnable::run);
  }

  @Override
  public RequestBody body() {
    return body;
  }

  @Override
  public String toString() {
    return asked.toString();
  }
}
