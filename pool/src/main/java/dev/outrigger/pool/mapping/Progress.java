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
   * A bar where somebody looks at a terminal, else lines of the log. Fails where the bar is to be
   * shown and its library is not there.
   *
   * @param total how many items there are; below zero: not known
   */
  static Progress shown(String title, long total) {
    if (!isTerminal(System.console())) {
      System.Logger logger = System.getLogger("dev.outrigger.pool.progress");
      return new LazyProgress(() -> new ProgressLines(logger, title, total, System::nanoTime));
    }
    try {
      Class<?> _ = me.tongfei.progressbar.ProgressBar.class;
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "a progress bar needs me.tongfei:progressbar, which is not on the class path: add it, or ask for no progress",
          e);
    }
    return new LazyProgress(() -> new ProgressOnTerminal(System.err, title, total));
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
