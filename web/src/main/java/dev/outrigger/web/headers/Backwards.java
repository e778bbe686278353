package dev.outrigger.web.headers;

import java.util.List;
import java.util.Optional;

/**
 * Goes over the elements of a list from the last to the first, over several fields. Each proxy
 * writes at the end, so what a client wrote at the beginning, quotes that never end among it, can't
 * spoil what follows.
 */
final class Backwards {
  private final List<String> lines;
  private int line;
  private int end;

  Backwards(List<String> lines) {
    this.lines = lines;
    this.line = lines.size() - 1;
    this.end = lines.isEmpty() ? 0 : lines.getLast().length();
  }

  /** The element before, without blanks around it; empty at the beginning. Skips empty ones. */
  Optional<String> previous() {
    while (line >= 0) {
      String text = lines.get(line);
      int comma = commaBefore(text, end);
      String element = text.substring(comma + 1, end).strip();
      if (comma >= 0) {
        end = comma;
      } else if (--line >= 0) {
        end = lines.get(line).length();
      }
      if (!element.isEmpty()) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static int commaBefore(String text, int end) {
    boolean quoted = false;
    for (int i = end - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        return i;
      }
    }
    return -1;
  }
}
