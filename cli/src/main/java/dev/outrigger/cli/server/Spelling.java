package dev.outrigger.cli.server;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Constants as a command line spells them: {@code loop-carried} for {@code LOOP_CARRIED}. */
public final class Spelling {
  private Spelling() {}

  /** A constant's word. */
  public static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * A word's constant.
   *
   * @throws IllegalArgumentException naming the words that there are
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    String asked = text.toLowerCase(Locale.ROOT).replace('_', '-');
    for (E constant : type.getEnumConstants()) {
      if (of(constant).equals(asked)) {
        return constant;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is none of %s"
            .formatted(
                text,
                Arrays.stream(type.getEnumConstants())
                    .map(Spelling::of)
                    .collect(Collectors.joining(", "))));
  }
}
