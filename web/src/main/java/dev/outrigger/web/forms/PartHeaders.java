package dev.outrigger.web.forms;

import dev.outrigger.http.Headers;
import dev.outrigger.web.text.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The header section of a part. */
final class PartHeaders implements Headers {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private final Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  private PartHeaders() {}

  /**
   * Reads up to the empty line.
   *
   * @param budget how many bytes it may have
   * @param limit the limit that this comes from, for whoever exceeds it
   */
  static PartHeaders read(Window window, int budget, int limit) throws InterruptedException {
    var headers = new PartHeaders();
    int left = budget;
    while (true) {
      int length = window.takeLine(left);
      if (length < 0) {
        throw tooLong(limit);
      }
      if (length == 0) {
        return headers;
      }
      left -= length + 2;
      int from = window.from() - length - 2;
      headers.add(
          Utf8.decode(window.bytes(), from, length)
              .orElseThrow(() -> Refused.malformed("A header field of a part is not UTF-8")));
    }
  }

  static RuntimeException tooLong(int limit) {
    return Refused.tooLarge(
        "The header section of a part is longer than the " + limit + " bytes allowed here",
        "headers",
        limit);
  }

  private void add(String line) {
    if (line.startsWith(" ") || line.startsWith("\t")) {
      throw Refused.malformed(
          "A header field of a part goes on in a second line; each must be in one");
    }
    int colon = line.indexOf(':');
    if (colon < 1 || !line.chars().limit(colon).allMatch(PartHeaders::isOfName)) {
      throw Refused.malformed(
          "A part has the line "
              + Refused.quoted(line)
              + " in its header section, which is not \"name: value\"");
    }
    String name = line.substring(0, colon);
    String value = line.substring(colon + 1).strip();
    if (value.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t')) {
      throw Refused.malformed(
          "The header field " + Refused.quoted(name) + " of a part has a control character");
    }
    fields.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
  }

  private static boolean isOfName(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  /** The only field of this name, if there is one. */
  Optional<String> only(String name) {
    List<String> all = all(name);
    if (all.size() > 1) {
      throw Refused.malformed("A part has " + all.size() + " " + name + " fields");
    }
    return all.stream().findFirst();
  }

  @Override
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  @Override
  public List<String> all(String name) {
    return Collections.unmodifiableList(fields.getOrDefault(name, List.of()));
  }

  @Override
  public boolean contains(String name) {
    return fields.containsKey(name);
  }

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(fields.keySet());
  }

  @Override
  public String toString() {
    return names().toString();
  }
}
