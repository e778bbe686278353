package dev.outrigger.web.testclient;

import dev.outrigger.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Header fields in memory. Immutable. */
final class FieldList implements Headers {
  static final FieldList EMPTY = new FieldList(new TreeMap<>(String.CASE_INSENSITIVE_ORDER));

  private final Map<String, List<String>> fields;

  private FieldList(Map<String, List<String>> fields) {
    this.fields = fields;
  }

  static FieldList of(Map<String, List<String>> values) {
    FieldList all = EMPTY;
    for (var field : values.entrySet()) {
      for (String value : field.getValue()) {
        all = all.and(field.getKey(), value);
      }
    }
    return all;
  }

  FieldList and(String name, String value) {
    var more = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
    more.putAll(fields);
    var values = new ArrayList<>(all(name));
    values.add(value);
    more.put(name, List.copyOf(values));
    return new FieldList(more);
  }

  /** Names in small letters, in the order of the alphabet. */
  Map<String, List<String>> asMap() {
    var map = new LinkedHashMap<String, List<String>>();
    fields.forEach((name, values) -> map.put(name.toLowerCase(Locale.ROOT), values));
    return map;
  }

  @Override
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  @Override
  public List<String> all(String name) {
    return fields.getOrDefault(name, List.of());
  }

  @Override
  public boolean contains(String name) {
    return fields.containsKey(name);
  }

  @Override
  public Set<String> names() {
    return Set.copyOf(fields.keySet());
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
