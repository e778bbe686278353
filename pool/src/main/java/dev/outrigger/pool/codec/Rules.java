package dev.outrigger.pool.codec;

import dev.outrigger.pool.Codec;
import dev.outrigger.pool.memory.Sharing;
import java.util.Optional;

/**
 * What both sides of a pool go by when they write and read values.
 *
 * @param maxFrame largest message in bytes
 * @param maxArray largest array in bytes that goes through shared memory
 * @param codec for what has no form of its own; empty: JDK serialization
 * @param sharing where large arrays go
 */
public record Rules(int maxFrame, long maxArray, Optional<Codec> codec, Sharing sharing) {
  /** From here on an array goes through shared memory; below, the socket is as fast. */
  static final long LARGE = 1 << 20;

  /** The same with room in each message for so many bytes of others. */
  public Rules within(int slack) {
    return new Rules(maxFrame - slack, maxArray, codec, sharing);
  }

  /** The same without shared memory. */
  public Rules inMessages() {
    return new Rules(maxFrame, maxArray, codec, Sharing.none());
  }

  /** Everything in messages, by the JDK. */
  public static Rules plain(int maxFrame) {
    return new Rules(maxFrame, Long.MAX_VALUE, Optional.empty(), Sharing.none());
  }
}
