package dev.outrigger.pool.schedule;

import org.jspecify.annotations.Nullable;

/** What a worker's answer turned out to be. */
public sealed interface Decoded {
  /** A result. */
  record Value(@Nullable Object value) implements Decoded {}

  /** Something thrown. */
  record Thrown(Throwable thrown) implements Decoded {}

  /** It could not be read: the result is lost. */
  record Unreadable(String why) implements Decoded {}
}
