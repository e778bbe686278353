package dev.outrigger.pool.process;

import java.util.function.Consumer;

/**
 * Keeps what a JVM prints when it crashes out of the log, where the line about its death says it in
 * short: some 25 lines that begin with a hash.
 *
 * <p>Threading: one thread.
 */
final class CrashBanner {
  private static final String HASH = "#";
  private static final String TITLE = "# A fatal error has been detected by the Java Runtime";

  private boolean crashed;
  private boolean held;

  void filter(String line, Consumer<String> log) {
    if (held && line.startsWith(TITLE)) {
      held = false;
      crashed = true;
    }
    if (crashed && line.startsWith(HASH)) {
      return;
    }
    end(log);
    if (line.equals(HASH)) {
      held = true;
    } else {
      log.accept(line);
    }
  }

  /** A lone hash before anything else was no banner. */
  void end(Consumer<String> log) {
    if (held) {
      held = false;
      log.accept(HASH);
    }
  }
}
