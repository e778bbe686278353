package dev.outrigger.http.exchange;

import dev.outrigger.http.Headers;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Header fields as the decoder keeps them. */
final class FieldMap implements Headers {
  private final HttpHeaders fields;

  FieldMap(HttpHeaders fields) {
    this.fields = fields;
  }

  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  @Override
  public List<String> all(String name) {
    return List.copyOf(fields.getAll(name));
  }

  @Override
  public boolean contains(String name) {
    return fields.contains(name);
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(fields.names());
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
