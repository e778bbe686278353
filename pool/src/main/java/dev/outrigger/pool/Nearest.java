package dev.outrigger.pool;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Guesses which option a wrong key was meant for. */
final class Nearest {
  private Nearest() {}

  static String to(String key, Set<String> known) {
    String plain = key.toLowerCase(Locale.ROOT).replace('_', '.');
    return known.stream()
        .min((one, other) -> Integer.compare(far(plain, one), far(plain, other)))
        .orElseThrow();
  }

  /** Who leaves the group out is nearly right. */
  private static int far(String given, String key) {
    String last = key.substring(key.lastIndexOf('.') + 1);
    return Math.min(distance(given, key), 1 + distance(given, last));
  }

  /** How many letters must be put in, taken out or changed. */
  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[other.length()];
  }
}
