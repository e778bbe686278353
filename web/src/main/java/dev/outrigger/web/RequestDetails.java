package dev.outrigger.web;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.web.forms.FormData;
import dev.outrigger.web.headers.Cookies;
import dev.outrigger.web.headers.Forwarded;
import java.net.InetAddress;
import java.util.IdentityHashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a request is worked out when somebody asks for it. */
final class RequestDetails {
  private final HttpRequest http;
  private final Proxies proxies;
  private @Nullable FormData query;
  private @Nullable Cookies cookies;
  private @Nullable Forwarded forwarded;
  private @Nullable String host;
  private @Nullable IdentityHashMap<Attribute<?>, Object> attributes;

  RequestDetails(HttpRequest http, Proxies proxies) {
    this.http = http;
    this.proxies = proxies;
  }

  FormData query() {
    if (query == null) {
      query = FormData.ofQuery(http.query());
    }
    return query;
  }

  Cookies cookies() {
    if (cookies == null) {
      cookies = Cookies.parse(http.headers());
    }
    return cookies;
  }

  InetAddress client() {
    return forwarded().client();
  }

  String scheme() {
    return forwarded().scheme().orElseGet(http::scheme);
  }

  String authority() {
    return forwarded().host().orElseGet(() -> http.headers().first("Host").orElse(""));
  }

  String host() {
    if (host == null) {
      host = Hosts.nameIn(authority());
    }
    return host;
  }

  private Forwarded forwarded() {
    if (forwarded == null) {
      forwarded = proxies.forwarded(http);
    }
    return forwarded;
  }

  <T> Optional<T> attribute(Attribute<T> key) {
    Object value = attributes == null ? null : attributes.get(key);
    return value == null ? Optional.empty() : Optional.of(key.cast(value));
  }

  <T> void attach(Attribute<T> key, T value) {
    if (attributes == null) {
      attributes = new IdentityHashMap<>(8);
    }
    attributes.put(key, value);
  }
}
