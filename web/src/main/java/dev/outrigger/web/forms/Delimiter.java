package dev.outrigger.web.forms;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What stands between two parts: CR LF, two hyphens, and the boundary. It is looked for as by
 * Horspool: where the byte under the delimiter's end is none of its own, the search steps on by the
 * delimiter's whole length, so of a large file it looks at few bytes.
 *
 * <p>No content makes it slow. A boundary has no CR, so the CR at the delimiter's front is its only
 * one; a candidate that matches for some bytes has none of them as its own beginning, and no byte
 * is compared more than a few times.
 */
final class Delimiter {
  private static final int LONGEST_BOUNDARY = 70;
  private static final String MARKS = "'()+_,-./:=? ";

  private final byte[] pattern;
  // By the byte under the end: how far to step on. A delimiter is shorter than 128.
  private final byte[] steps = new byte[256];

  private Delimiter(byte[] pattern) {
    this.pattern = pattern;
    Arrays.fill(steps, (byte) pattern.length);
    for (int i = 0; i < pattern.length - 1; i++) {
      steps[pattern[i]] = (byte) (pattern.length - 1 - i);
    }
  }

  /**
   * For the boundary that a Content-Type names, as RFC 2046 has it: 1 to 70 characters of a few.
   */
  static Delimiter of(String boundary) {
    if (boundary.isEmpty()
        || boundary.length() > LONGEST_BOUNDARY
        || boundary.endsWith(" ")
        || !boundary.chars().allMatch(Delimiter::isAllowed)) {
      throw Refused.malformed(
          "The request's Content-Type has the boundary "
              + Refused.quoted(boundary)
              + "; it must be 1 to "
              + LONGEST_BOUNDARY
              + " letters, digits and "
              + MARKS
              + ", the last not a space");
    }
    return new Delimiter(("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII));
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }

  int length() {
    return pattern.length;
  }

  /**
   * Where the first delimiter begins, or may begin: one near the end may go on behind it.
   *
   * @return {@code to} if there is none
   */
  int find(byte[] in, int from, int to) {
    int last = pattern.length - 1;
    byte end = pattern[last];
    int at = from;
    while (at < to - last) {
      byte there = in[at + last];
      if (there == end && in[at] == '\r' && matches(in, at, pattern.length)) {
        return at;
      }
      at += steps[there & 0xff];
    }
    while (at < to && !matches(in, at, Math.min(pattern.length, to - at))) {
      at++;
    }
    return at;
  }

  private boolean matches(byte[] in, int at, int count) {
    return in[at] == '\r' && Arrays.equals(in, at, at + count, pattern, 0, count);
  }
}
