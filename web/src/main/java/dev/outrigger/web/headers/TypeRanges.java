package dev.outrigger.web.headers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What Accept says: ranges of types. The most exact range that an offer lies in counts (RFC 9110
 * 12.5.1).
 */
record TypeRanges(List<Liked> ranges) implements Preferences<MediaType> {

  /** A range, without its weight, and how much it is liked. */
  record Liked(MediaType range, int quality) {
    /** How exact it is: its parameters count only among ranges that are exact otherwise. */
    int exactness() {
      if (range.isRange()) {
        return range.type().equals("*") ? 0 : 1;
      }
      return 2 + range.parameters().size();
    }
  }

  static TypeRanges parse(List<String> lines) {
    List<Liked> ranges = new ArrayList<>();
    for (String line : lines) {
      Cursor cursor = new Cursor(line);
      while (cursor.nextElement()) {
        int start = cursor.position();
        Optional<Liked> liked =
            MediaType.read(cursor).filter(_ -> cursor.atElementEnd()).flatMap(TypeRanges::weighed);
        if (liked.isEmpty()) {
          cursor.skipElement(start);
        } else {
          ranges.add(liked.get());
        }
      }
    }
    return new TypeRanges(ranges);
  }

  /** What stands before the parameter q is the range; behind it nothing has a meaning any more. */
  private static Optional<Liked> weighed(MediaType read) {
    if (read.parameters().isEmpty()) {
      return Optional.of(new Liked(read, Quality.MOST));
    }
    Optional<String> only = read.parameters().size() == 1 ? read.parameter("q") : Optional.empty();
    return only.isPresent()
        ? liked(read.withoutParameters(), Quality.parse(only.get()))
        : weighed(read, new LinkedHashMap<>());
  }

  private static Optional<Liked> weighed(MediaType read, Map<String, String> before) {
    int quality = Quality.MOST;
    for (Map.Entry<String, String> parameter : read.parameters().entrySet()) {
      if (parameter.getKey().equals("q")) {
        quality = Quality.parse(parameter.getValue());
        break;
      }
      // Many clients write charset=utf-8 here by habit, and mean no more by it than the type.
      if (!parameter.getKey().equals("charset")) {
        before.put(parameter.getKey(), parameter.getValue());
      }
    }
    return liked(read.withParameters(before), quality);
  }

  private static Optional<Liked> liked(MediaType range, int quality) {
    return quality < 0 ? Optional.empty() : Optional.of(new Liked(range, quality));
  }

  int quality(MediaType offer) {
    if (ranges.isEmpty()) {
      return Quality.MOST;
    }
    int quality = 0;
    int exactness = -1;
    for (Liked liked : ranges) {
      if (liked.exactness() > exactness && offer.matches(liked.range)) {
        exactness = liked.exactness();
        quality = liked.quality;
      }
    }
    return quality;
  }

  @Override
  public Optional<MediaType> best(List<MediaType> offers) {
    return Quality.best(offers, this::quality);
  }
}
