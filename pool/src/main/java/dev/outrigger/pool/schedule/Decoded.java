package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.wording.Told;
import org.jspecify.annotations.Nullable;

/** What a worker's answer turned out to be. */
public sealed interface Decoded {
  /** A result. */
  record Value(@Nullable Object value) implements Decoded {}

  /** Something thrown. */
  record Thrown(Throwable thrown) implements Decoded {}

  /**
   * One of the processes can't read what the other wrote, or can't write it.
   *
   * @param delivery how far the task came all the same
   */
  record Untransferred(String why, Delivery delivery) implements Decoded {
    /** The result came and can't be read. */
    public static Untransferred unreadable(Throwable why) {
      return new Untransferred(
          "its answer could not be read here: " + Told.of(why), Delivery.RESULT_LOST);
    }
  }
}
