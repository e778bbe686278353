package dev.outrigger.pool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Guesses which option a wrong key was meant for. */
final class Nearest {
  private Nearest() {}

  /** Empty where none is near enough to have been meant. */
  static Optional<String> to(String key, Set<String> known) {
    String plain = key.toLowerCase(Locale.ROOT).replace('_', '.');
    return known.stream()
        .min((one, other) -> Integer.compare(far(plain, one), far(plain, other)))
        .filter(near -> far(plain, near) <= Math.max(2, plain.length() / 3));
  }

  /** Who leaves the group out is nearly right. */
  private static int far(String given, String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return Math.min(distance(given, key), 1 + distance(given, last));
  }

  /** How many letters must be put in, taken out, changed, or swapped with the next. */
  private static int distance(String one, String other) {
    int[][] table = new int[one.length() + 1][other.length() + 1];
    Arrays.setAll(table[0], j -> j);
    for (int i = 1; i <= one.length(); i++) {
      table[i][0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = table[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int moved = 1 + Math.min(table[i - 1][j], table[i][j - 1]);
        table[i][j] = Math.min(changed, moved);
        if (swapped(one, i, other, j)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[one.length()][other.length()];
  }

  private static boolean swapped(String one, int i, String other, int j) {
    return i > 1
        && j > 1
        && one.charAt(i - 1) == other.charAt(j - 2)
        && one.charAt(i - 2) == other.charAt(j - 1);
  }
}
