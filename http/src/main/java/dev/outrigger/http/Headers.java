package dev.outrigger.http;

import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header fields of a request. Names are the same in any case; values are as they came. */
public final class Headers {
  private final HttpHeaders fields;

  Headers(HttpHeaders fields) {
    this.fields = fields;
  }

  /** The value of the first field with this name. */
  public Optional<String> first(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  /** The values of all fields with this name, in the order in which they came. */
  public List<String> all(String name) {
    return List.copyOf(fields.getAll(name));
  }

  /** Whether there is a field with this name. */
  public boolean contains(String name) {
    return fields.contains(name);
  }

  /** The names that occur, each as it came. */
  public Set<String> names() {
    return Set.copyOf(fields.names());
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
