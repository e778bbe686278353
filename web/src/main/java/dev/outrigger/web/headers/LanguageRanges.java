package dev.outrigger.web.headers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What Accept-Language says.
 *
 * @param ranges those that were read, the most liked first, else in the client's order
 */
record LanguageRanges(List<Liked> ranges) implements Preferences<String> {

  /** A range such as {@code de-CH} and how much it is liked. */
  record Liked(String range, int quality) {
    boolean isStar() {
      return range.equals("*");
    }
  }

  static LanguageRanges parse(List<String> lines) {
    List<Liked> ranges = new ArrayList<>();
    for (String line : lines) {
      Cursor cursor = new Cursor(line);
      while (cursor.nextElement()) {
        int start = cursor.position();
        String range = cursor.takeWhile(LanguageRanges::isInRange);
        int quality = Quality.read(cursor);
        if (quality < 0 || !cursor.atElementEnd() || !isRange(range)) {
          cursor.skipElement(start);
        } else {
          ranges.add(new Liked(range, quality));
        }
      }
    }
    ranges.sort(Comparator.comparingInt(Liked::quality).reversed());
    return new LanguageRanges(ranges);
  }

  private static boolean isInRange(char c) {
    return Tokens.isLetter(c) || Tokens.isDigit(c) || c == '-' || c == '*';
  }

  /** Whether it is {@code *}, or subtags of one to eight characters. */
  private static boolean isRange(String range) {
    if (range.equals("*")) {
      return true;
    }
    int subtag = 0;
    for (int i = 0; i < range.length(); i++) {
      char c = range.charAt(i);
      if (c == '-' ? subtag == 0 : c == '*' || subtag == 8) {
        return false;
      }
      subtag = c == '-' ? 0 : subtag + 1;
    }
    return subtag > 0;
  }

  @Override
  public Optional<String> best(List<String> offers) {
    if (ranges.isEmpty()) {
      return offers.stream().findFirst();
    }
    // What is not liked at all stands last.
    List<String> allowed =
        ranges.getLast().quality > 0
            ? offers
            : offers.stream().filter(offer -> !isRefused(offer)).toList();
    boolean others = false;
    for (Liked liked : ranges) {
      if (liked.quality > 0) {
        others |= liked.isStar();
        Optional<String> found = liked.isStar() ? Optional.empty() : find(liked.range, allowed);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return others ? allowed.stream().findFirst() : Optional.empty();
  }

  /** Whether the most exact range that the offer lies in is not liked at all. */
  private boolean isRefused(String offer) {
    int exactness = -1;
    boolean refused = false;
    for (Liked liked : ranges) {
      int exact = liked.isStar() ? 0 : liked.range.length();
      if (exact > exactness && (liked.isStar() || liesIn(offer, liked.range, exact))) {
        exactness = exact;
        refused = liked.quality == 0;
      }
    }
    return refused;
  }

  private static Optional<String> find(String range, List<String> offers) {
    for (int length = range.length(); length > 0; length = shortened(range, length)) {
      for (String offer : offers) {
        if (offer.length() == length && liesIn(offer, range, length)) {
          return Optional.of(offer);
        }
      }
    }
    return offers.stream().filter(offer -> liesIn(offer, range, range.length())).findFirst();
  }

  /** Without the last subtag, nor a single character that stands before it (RFC 4647 3.4). */
  private static int shortened(String range, int length) {
    int end = range.lastIndexOf('-', length - 1);
    return end >= 2 && range.charAt(end - 2) == '-' ? end - 2 : end;
  }

  /** Whether the offer is the first characters of the range, or more exact than those. */
  private static boolean liesIn(String offer, String range, int length) {
    return offer.regionMatches(true, 0, range, 0, length)
        && (offer.length() == length || offer.charAt(length) == '-');
  }
}
