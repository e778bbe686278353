package dev.outrigger.web.headers;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Accept-Encoding and Accept-Charset say: names, and {@code *} for all others.
 *
 * @param qualities by name in lower case
 * @param others how much each name is liked that is not named
 * @param identity how much {@code identity} is liked if it is not named, unless {@code others} says
 *     so
 */
record NamePreferences(Map<String, Integer> qualities, int others, int identity)
    implements Preferences<String> {
  // Less than any other that is liked: all of those are even.
  private static final int LEAST = 1;
  private static final int SCALE = 2;
  private static final String STAR = "*";

  static NamePreferences codings(List<String> lines) {
    Map<String, Integer> qualities = read(lines);
    int others = qualities.getOrDefault(STAR, 0);
    Optional.ofNullable(qualities.get("x-gzip")).ifPresent(q -> qualities.putIfAbsent("gzip", q));
    boolean refused = qualities.containsKey(STAR) && others == 0;
    return new NamePreferences(qualities, others, refused ? 0 : LEAST);
  }

  static NamePreferences charsets(List<String> lines) {
    Map<String, Integer> qualities = read(lines);
    int unsaid = qualities.isEmpty() ? Quality.MOST * SCALE : 0;
    int others = qualities.getOrDefault(STAR, unsaid);
    return new NamePreferences(qualities, others, others);
  }

  private static Map<String, Integer> read(List<String> lines) {
    Map<String, Integer> qualities = new HashMap<>();
    for (String line : lines) {
      Cursor cursor = new Cursor(line);
      while (cursor.nextElement()) {
        int start = cursor.position();
        String name = Tokens.lower(cursor.token());
        int quality = Quality.read(cursor);
        if (name.isEmpty() || quality < 0 || !cursor.atElementEnd()) {
          cursor.skipElement(start);
        } else {
          qualities.putIfAbsent(name, quality * SCALE);
        }
      }
    }
    return qualities;
  }

  int quality(String offer) {
    String name = Tokens.lower(offer);
    return qualities.getOrDefault(name, name.equals("identity") ? identity : others);
  }

  @Override
  public Optional<String> best(List<String> offers) {
    return Quality.best(offers, this::quality);
  }
}
