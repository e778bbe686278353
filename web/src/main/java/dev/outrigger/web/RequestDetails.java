package dev.outrigger.web;

import dev.outrigger.http.HttpRequest;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What of a request is worked out when somebody asks for it. */
final class RequestDetails {
  private final HttpRequest http;
  private @Nullable QueryString query;
  private @Nullable String host;
  private @Nullable IdentityHashMap<Attribute<?>, Object> attributes;

  RequestDetails(HttpRequest http) {
    this.http = http;
  }

  QueryString query() {
    if (query == null) {
      query = QueryString.parse(http.query());
    }
    return query;
  }

  String host() {
    if (host == null) {
      String field = http.headers().first("Host").orElse("");
      host = Hosts.withoutPort(field).toLowerCase(Locale.ROOT);
    }
    return host;
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
