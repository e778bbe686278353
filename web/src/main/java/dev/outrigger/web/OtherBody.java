package dev.outrigger.web;

import dev.outrigger.http.Headers;
import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.RequestBody;
import dev.outrigger.runtime.Scope;
import dev.outrigger.runtime.stream.TlsSession;
import java.net.SocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A request with another body than the one that came, and without the fields that told of that. */
record OtherBody(HttpRequest own, RequestBody body, Headers headers) implements HttpRequest {

  static OtherBody of(HttpRequest own, RequestBody body) {
    return new OtherBody(own, body, new Rest(own.headers()));
  }

  /** All fields but those of the body that came. */
  private record Rest(Headers all) implements Headers {
    private static final Set<String> GONE =
        Set.of("content-length", "content-encoding", "transfer-encoding");

    private static boolean isGone(String name) {
      return GONE.contains(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public Optional<String> first(String name) {
      return isGone(name) ? Optional.empty() : all.first(name);
    }

    @Override
    public List<String> all(String name) {
      return isGone(name) ? List.of() : all.all(name);
    }

    @Override
    public boolean contains(String name) {
      return !isGone(name) && all.contains(name);
    }

    @Override
    public Set<String> names() {
      var rest = new LinkedHashSet<>(all.names());
      rest.removeIf(Rest::isGone);
      return rest;
    }
  }

  @Override
  public String method() {
    return own.method();
  }

  @Override
  public String target() {
    return own.target();
  }

  @Override
  public String version() {
    return own.version();
  }

  @Override
  public Optional<String> protocol() {
    return own.protocol();
  }

  @Override
  public String path() {
    return own.path();
  }

  @Override
  public String query() {
    return own.query();
  }

  @Override
  public SocketAddress remote() {
    return own.remote();
  }

  @Override
  public Optional<TlsSession> tls() {
    return own.tls();
  }

  @Override
  public Scope scope() {
    return own.scope();
  }

  @Override
  public void afterwards(Runnable step) {
    own.afterwards(step);
  }

  @Override
  public String toString() {
    return own.toString();
  }
}
