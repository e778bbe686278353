package dev.outrigger.pool.wording;

import org.jspecify.annotations.Nullable;

/** Throwables in words: their own words are code of the user and may throw in their turn. */
public final class Told {
  private Told() {}

  /** As its {@code toString} says it, or else the name of its class. */
  public static String of(Throwable thrown) {
    @Nullable String own;
    try {
      own = thrown.toString();
    } catch (Throwable _) {
      own = null;
    }
    return own == null ? thrown.getClass().getName() : own;
  }
}
