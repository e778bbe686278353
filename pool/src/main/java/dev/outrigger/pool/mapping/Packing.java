package dev.outrigger.pool.mapping;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads what {@link Packer} made: int[], long[], double[] or Object[]. */
public final class Packing {
  private static final long UNKNOWN = 64;

  private Packing() {}

  static int count(Object packed) {
    return switch (packed) {
      case int[] items -> items.length;
      case long[] items -> items.length;
      case double[] items -> items.length;
      case Object[] items -> items.length;
      default -> throw new IllegalArgumentException("not packed: " + packed.getClass());
    };
  }

  static @Nullable Object at(Object packed, int index) {
    // Not a switch: this runs for each item, and the first test is the one that counts.
    if (packed instanceof int[] items) {
      return items[index];
    }
    if (packed instanceof long[] items) {
      return items[index];
    }
    if (packed instanceof double[] items) {
      return items[index];
    }
    return ((@Nullable Object[]) packed)[index];
  }

  static Object slice(Object packed, int from, int to) {
    return switch (packed) {
      case int[] items -> Arrays.copyOfRange(items, from, to);
      case long[] items -> Arrays.copyOfRange(items, from, to);
      case double[] items -> Arrays.copyOfRange(items, from, to);
      case Object[] items -> Arrays.copyOfRange(items, from, to);
      default -> throw new IllegalArgumentException("not packed: " + packed.getClass());
    };
  }

  /** About how many bytes an item has. */
  public static long weight(@Nullable Object item) {
    return switch (item) {
      case byte[] bytes -> bytes.length;
      case String text -> text.length();
      case int[] numbers -> 4L * numbers.length;
      case float[] numbers -> 4L * numbers.length;
      case long[] numbers -> 8L * numbers.length;
      case double[] numbers -> 8L * numbers.length;
      case null, default -> UNKNOWN;
    };
  }
}
