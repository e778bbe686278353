package dev.outrigger.pool.mapping;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the items of a chunk in the form that travels best: as long as all of them are an
 * Integer, a Long or a Double, an array of that primitive type; else an array of objects.
 */
final class Packer implements Consumer<@Nullable Object> {
  private static final int FIRST = 16;

  private enum Kind {
    NONE,
    INTS,
    LONGS,
    DOUBLES,
    OBJECTS
  }

  private Kind kind = Kind.NONE;
  private int[] ints = {};
  private long[] longs = {};
  private double[] doubles = {};
  private @Nullable Object[] objects = {};
  private int size;
  private long weight;

  int size() {
    return size;
  }

  /** About how many bytes it holds, as far as that can be seen from outside. */
  long weight() {
    return kind == Kind.OBJECTS ? weight : 8L * size;
  }

  @Override
  public void accept(@Nullable Object item) {
    if (kind == Kind.INTS && item instanceof Integer number) {
      if (size == ints.length) {
        ints = Arrays.copyOf(ints, 2 * size);
      }
      ints[size++] = number;
    } else if (kind == Kind.LONGS && item instanceof Long number) {
      if (size == longs.length) {
        longs = Arrays.copyOf(longs, 2 * size);
      }
      longs[size++] = number;
    } else if (kind == Kind.DOUBLES && item instanceof Double number) {
      if (size == doubles.length) {
        doubles = Arrays.copyOf(doubles, 2 * size);
      }
      doubles[size++] = number;
    } else if (kind == Kind.OBJECTS) {
      if (size == objects.length) {
        objects = Arrays.copyOf(objects, 2 * size);
      }
      objects[size++] = item;
      weight += Packing.weight(item);
    } else {
      change(item);
      accept(item);
    }
  }

  private void change(@Nullable Object item) {
    if (size > 0) {
      Object packed = packed();
      objects = new @Nullable Object[2 * size];
      for (int i = 0; i < size; i++) {
        objects[i] = Packing.at(packed, i);
      }
      weight = 8L * size;
      kind = Kind.OBJECTS;
      return;
    }
    switch (item) {
      case Integer _ -> {
        kind = Kind.INTS;
        ints = new int[FIRST];
      }
      case Long _ -> {
        kind = Kind.LONGS;
        longs = new long[FIRST];
      }
      case Double _ -> {
        kind = Kind.DOUBLES;
        doubles = new double[FIRST];
      }
      case null, default -> {
        kind = Kind.OBJECTS;
        objects = new @Nullable Object[FIRST];
      }
    }
  }

  /** What {@link Packing} reads. */
  Object packed() {
    return switch (kind) {
      case INTS -> Arrays.copyOf(ints, size);
      case LONGS -> Arrays.copyOf(longs, size);
      case DOUBLES -> Arrays.copyOf(doubles, size);
      case NONE, OBJECTS -> Arrays.copyOf(objects, size);
    };
  }
}
