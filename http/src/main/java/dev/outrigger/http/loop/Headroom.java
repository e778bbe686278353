package dev.outrigger.http.loop;

/**
 * Memory that the connections of a loop may have beyond what each has anyway, as long as there is
 * some.
 *
 * <p>Threading: on the loop.
 */
public final class Headroom {
  private long free;

  Headroom(long bytes) {
    free = bytes;
  }

  /** Takes so many bytes, which have to be given back, or none if there are not enough. */
  public boolean take(long bytes) {
    if (bytes > free) {
      return false;
    }
    free -= bytes;
    return true;
  }

  public void giveBack(long bytes) {
    free += bytes;
  }
}
