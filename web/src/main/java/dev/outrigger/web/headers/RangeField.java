package dev.outrigger.web.headers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Reads Range, and joins what overlaps. */
final class RangeField {
  private RangeField() {}

  static ByteRanges parse(String text, long length) {
    Cursor cursor = new Cursor(text);
    if (!Tokens.lower(cursor.token()).equals("bytes") || !cursor.take('=')) {
      return ByteRanges.Ignored.INSTANCE;
    }
    List<ByteRanges.Part> parts = new ArrayList<>(1);
    int named = 0;
    for (; cursor.nextElement(); named++) {
      Position first = Position.read(cursor);
      boolean formed = cursor.take('-');
      Position last = Position.read(cursor);
      if (named == ByteRanges.MOST || !formed || !cursor.atElementEnd() || isNone(first, last)) {
        return ByteRanges.Ignored.INSTANCE;
      }
      if (length == 0 && !first.given() && last.value() > 0) {
        // The last bytes of nothing: they are there, all none of them, and can't be written.
        return ByteRanges.Ignored.INSTANCE;
      }
      long from = first.given() ? first.value() : length - Math.min(last.value(), length);
      long to = first.given() && last.given() ? Math.min(last.value(), length - 1) : length - 1;
      if (from < length) {
        parts.add(new ByteRanges.Part(from, to, length));
      }
    }
    if (named == 0) {
      return ByteRanges.Ignored.INSTANCE;
    }
    return parts.isEmpty()
        ? new ByteRanges.Unsatisfiable(length)
        : new ByteRanges.Satisfiable(joined(parts));
  }

  private static boolean isNone(Position first, Position last) {
    return first.given() ? last.given() && last.value() < first.value() : !last.given();
  }

  private static List<ByteRanges.Part> joined(List<ByteRanges.Part> parts) {
    if (parts.size() == 1) {
      return parts;
    }
    List<Asked> byFirst = new ArrayList<>(parts.size());
    for (ByteRanges.Part part : parts) {
      byFirst.add(new Asked(byFirst.size(), part));
    }
    byFirst.sort(Comparator.comparingLong(asked -> asked.part.first()));
    List<Asked> joined = new ArrayList<>(parts.size());
    for (Asked next : byFirst) {
      if (!joined.isEmpty() && joined.getLast().part.last() + 1 >= next.part.first()) {
        joined.add(joined.removeLast().with(next));
      } else {
        joined.add(next);
      }
    }
    joined.sort(Comparator.comparingInt(Asked::place));
    return joined.stream().map(Asked::part).toList();
  }

  /** A part with its place in the list of the client. */
  private record Asked(int place, ByteRanges.Part part) {
    Asked with(Asked other) {
      return new Asked(
          Math.min(place, other.place),
          new ByteRanges.Part(
              part.first(), Math.max(part.last(), other.part.last()), part.length()));
    }
  }

  /** A number of bytes, where one is given. */
  private record Position(boolean given, long value) {
    private static final int DIGITS = 18;

    static Position read(Cursor cursor) {
      String digits = cursor.takeWhile(Tokens::isDigit);
      if (digits.isEmpty()) {
        return new Position(false, 0);
      }
      int zeros = 0;
      while (zeros < digits.length() - 1 && digits.charAt(zeros) == '0') {
        zeros++;
      }
      boolean fits = digits.length() - zeros <= DIGITS;
      return new Position(
          true, fits ? Long.parseLong(digits, zeros, digits.length(), 10) : Long.MAX_VALUE);
    }
  }
}
