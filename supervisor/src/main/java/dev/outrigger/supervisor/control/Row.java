package dev.outrigger.supervisor.control;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A server process in the answer to {@link Command.Status}: names and values, in an order that
 * people want to read.
 */
public record Row(Map<String, String> values) {
  private static final String MARK = "server ";

  /** Keeps its own copy. */
  public Row {
    values = new LinkedHashMap<>(values);
  }

  /** As a line, without its end. */
  String line() {
    StringBuilder line = new StringBuilder(MARK.strip());
    values.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.toString();
  }

  /** What a line says; empty if it is no row. */
  static Optional<Row> of(String line) {
    if (!line.startsWith(MARK)) {
      return Optional.empty();
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String word : line.substring(MARK.length()).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        var _ = values.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    return Optional.of(new Row(values));
  }
}
