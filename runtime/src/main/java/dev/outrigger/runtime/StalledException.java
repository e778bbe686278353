package dev.outrigger.runtime;

/** All tasks of a {@link Simulation} wait, and nothing is left that could wake any of them. */
public final class StalledException extends RuntimeException {
  StalledException(String tree) {
    super("every task waits, and no time and no thread outside wakes any of them:\n" + tree);
  }
}
