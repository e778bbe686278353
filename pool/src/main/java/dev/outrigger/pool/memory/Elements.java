package dev.outrigger.pool.memory;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** The primitive arrays that can travel as plain bytes, in this machine's own byte order. */
public enum Elements {
  /** byte[]. */
  BYTES(1, 1),
  /** char[]. */
  CHARS(2, 2),
  /** short[]. */
  SHORTS(3, 2),
  /** int[]. */
  INTS(4, 4),
  /** long[]. */
  LONGS(5, 8),
  /** float[]. */
  FLOATS(6, 4),
  /** double[]. */
  DOUBLES(7, 8);

  private static final Elements[] ALL = values();

  private final byte code;
  private final int bytes;

  Elements(int code, int bytes) {
    this.code = (byte) code;
    this.bytes = bytes;
  }

  /** What it is called on the wire. */
  public byte code() {
    return code;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** An array of zeros. */
  public Object newArray(int length) {
    return switch (this) {
      case BYTES -> new byte[length];
      case CHARS -> new char[length];
      case SHORTS -> new short[length];
      case INTS -> new int[length];
      case LONGS -> new long[length];
      case FLOATS -> new float[length];
      case DOUBLES -> new double[length];
    };
  }

  /** Which kind of array it is; empty: none of these, such as boolean[] or an object. */
  public static Optional<Elements> of(Object object) {
    return Optional.ofNullable(
        switch (object) {
          case byte[] _ -> BYTES;
          case char[] _ -> CHARS;
          case short[] _ -> SHORTS;
          case int[] _ -> INTS;
          case long[] _ -> LONGS;
          case float[] _ -> FLOATS;
          case double[] _ -> DOUBLES;
          default -> null;
        });
  }

  /** The kind with this code; empty: there is none. */
  public static Optional<Elements> coded(byte code) {
    return code < 1 || code > ALL.length ? Optional.empty() : Optional.of(ALL[code - 1]);
  }

  /** The array's own memory. */
  public static MemorySegment memory(Object array) {
    return switch (array) {
      case byte[] bytes -> MemorySegment.ofArray(bytes);
      case char[] chars -> MemorySegment.ofArray(chars);
      case short[] shorts -> MemorySegment.ofArray(shorts);
      case int[] ints -> MemorySegment.ofArray(ints);
      case long[] longs -> MemorySegment.ofArray(longs);
      case float[] floats -> MemorySegment.ofArray(floats);
      case double[] doubles -> MemorySegment.ofArray(doubles);
      default -> throw new IllegalArgumentException(array.getClass() + " is no array of these");
    };
  }
}
