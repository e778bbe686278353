package dev.outrigger.pool.mapping;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/** Chooses how progress is shown. */
final class Showing {
  private static final String LOGGER = "dev.outrigger.pool.progress";
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private Showing() {}

  static Progress on(boolean terminal, String title, long total) {
    Logger logger = System.getLogger(LOGGER);
    if (terminal && hasBar(logger)) {
      return new LazyProgress(() -> new ProgressOnTerminal(System.err, title, total));
    }
    return new LazyProgress(() -> new ProgressLines(logger, title, total, System::nanoTime));
  }

  /** What is missing is said once; the map itself needs nothing of it. */
  private static boolean hasBar(Logger logger) {
    try {
      Class<?> _ = me.tongfei.progressbar.ProgressBar.class;
      return true;
    } catch (NoClassDefFoundError e) {
      if (TOLD.compareAndSet(false, true)) {
        logger.log(
            Level.INFO,
            "progress is shown in lines: for a bar add me.tongfei:progressbar, which is not on the class path");
      }
      return false;
    }
  }
}
