package dev.outrigger.web.events;

import java.time.Duration;
import java.util.Optional;

/**
 * One event of a stream (HTML standard, 9.2). Immutable.
 *
 * @param data what it says; may have several lines
 * @param name what kind of event it is, for {@code addEventListener}; {@code message} by default
 * @param id what the client tells as {@code Last-Event-ID} when it connects again
 * @param retry how long the client waits before it connects again, from now on
 */
public record Event(
    String data, Optional<String> name, Optional<String> id, Optional<Duration> retry) {

  /**
   * Checks name and id.
   *
   * @throws IllegalArgumentException if one has a line break, or the id a NUL, or the wait is
   *     negative
   */
  public Event {
    name.ifPresent(text -> requireOneLine("name", text));
    id.ifPresent(text -> requireOneLine("id", text));
    if (retry.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("an event's retry can't be " + retry.get());
    }
  }

  /** An event without name and id. */
  public static Event of(String data) {
    return new Event(data, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** This event under a name. */
  public Event named(String name) {
    return new Event(data, Optional.of(name), id, retry);
  }

  /** This event with an id. */
  public Event id(String id) {
    return new Event(data, name, Optional.of(id), retry);
  }

  /** This event, telling how long to wait before connecting again. */
  public Event retry(Duration wait) {
    return new Event(data, name, id, Optional.of(wait));
  }

  private static void requireOneLine(String what, String text) {
    if (text.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
      throw new IllegalArgumentException(
          "an event's " + what + " is one line without NUL, but this was \"" + text + "\"");
    }
  }

  /** As it is sent. */
  String text() {
    var text = new StringBuilder(data.length() + 32);
    name.ifPresent(value -> text.append("event: ").append(value).append('\n'));
    id.ifPresent(value -> text.append("id: ").append(value).append('\n'));
    retry.ifPresent(value -> text.append("retry: ").append(value.toMillis()).append('\n'));
    appendLines(text, "data: ", data);
    return text.append('\n').toString();
  }

  /**
   * Each line behind the prefix; what ends a line is one of CR LF, LF and CR, as clients have it.
   */
  static void appendLines(StringBuilder text, String prefix, String lines) {
    text.append(prefix);
    for (int i = 0; i < lines.length(); i++) {
      char c = lines.charAt(i);
      boolean crLf = c == '\r' && i + 1 < lines.length() && lines.charAt(i + 1) == '\n';
      if (c == '\n' || (c == '\r' && !crLf)) {
        text.append('\n').append(prefix);
      } else if (!crLf) {
        text.append(c);
      }
    }
    text.append('\n');
  }
}
