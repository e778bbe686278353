package dev.outrigger.pool.memory;

/** Some elements of an array: which, in the terms of whoever asked for them. */
public final class Span {
  private Span() {}

  /** Where they begin, if all of them are there. */
  public static long checked(long from, long count, long length) {
    if (from < 0 || count < 0 || from > length - count) {
      throw new IndexOutOfBoundsException(
          "%d elements from index %d on are not within this array of %d elements"
              .formatted(count, from, length));
    }
    return from;
  }

  /** The number of elements, if a Java array can have so many. */
  public static int inOneArray(long length) {
    if (length > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          "%d elements are more than a Java array can have: use toArray(from, count), or segment()"
              .formatted(length));
    }
    return (int) length;
  }
}
