package dev.outrigger.pool.mapping;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** Who hears how far a map has come. */
public interface Progress extends AutoCloseable {
  /** Nobody. */
  Progress NONE =
      new Progress() {
        @Override
        public void advance(int items) {}

        @Override
        public void close() {}
      };

  /**
   * A bar where somebody looks at a terminal and the library for it is there, else lines of the
   * log.
   *
   * @param total how many items there are; below zero: not known
   */
  static Progress shown(String title, long total) {
    return Showing.on(isTerminal(System.console()), title, total);
  }

  // Null in a JVM that runs with the console of older versions; Error Prone knows only the new one.
  private static boolean isTerminal(@Nullable Console console) {
    return console != null && console.isTerminal();
  }

  /** So many more results are there. */
  void advance(int items);

  /** No more will come; may be called again. */
  @Override
  void close();
}
