package dev.outrigger.web.headers;

import java.util.Random;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/** Values that nobody would send in good faith, the same ones for each run. */
final class Noise {
  private static final int VALUES = 30_000;
  private static final String SPICE = "\"\\;,=/*-:[]()<>@ \t\0\r\n\u007f\u00e9\u20ac0159azAZ_.+%";

  private Noise() {}

  /** Values made of these pieces and of single characters that matter somewhere. */
  static void each(long seed, String[] pieces, Consumer<String> test) {
    Random random = new Random(seed);
    for (int i = 0; i < VALUES; i++) {
      StringBuilder value = new StringBuilder();
      for (int length = random.nextInt(12); length > 0; length--) {
        if (random.nextInt(3) == 0) {
          value.append(SPICE.charAt(random.nextInt(SPICE.length())));
        } else {
          value.append(pieces[random.nextInt(pieces.length)]);
        }
      }
      test.accept(value.toString());
    }
  }

  /** Text of any characters of Latin-1 that the filter lets through. */
  static String text(Random random, int longest, IntPredicate allowed) {
    return random
        .ints(0, 256)
        .filter(allowed)
        .limit(random.nextInt(longest + 1))
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
