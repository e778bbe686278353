package dev.outrigger.pool.logging;

import dev.outrigger.pool.wording.Told;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;

/**
 * Where log records of a worker go: to its parent. Public since {@link
 * java.util.logging.LogManager} makes it.
 */
public final class NoteHandler extends Handler {
  private final Throttle throttle = new Throttle(System::nanoTime);
  private final SimpleFormatter words = new SimpleFormatter();

  /** For the log manager. */
  public NoteHandler() {}

  @Override
  public void publish(LogRecord line) {
    if (!isLoggable(line)) {
      return;
    }
    String logger = line.getLoggerName() == null ? "" : line.getLoggerName();
    Consumer<LogNote> to = WorkerLogging.parent();
    if (throttle.admits(aside -> to.accept(new LogNote(Level.WARNING, logger, aside, "")))) {
      to.accept(new LogNote(level(line), logger, message(line), thrown(line)));
    }
  }

  /** Parameters may be objects of the user's, and their words code of his. */
  private String message(LogRecord line) {
    try {
      String text = words.formatMessage(line);
      return text == null ? "" : text;
    } catch (RuntimeException | Error e) {
      return line.getMessage() + " (its parameters could not be read: " + Told.of(e) + ")";
    }
  }

  private static String thrown(LogRecord line) {
    Throwable thrown = line.getThrown();
    if (thrown == null) {
      return "";
    }
    try {
      StringWriter text = new StringWriter();
      thrown.printStackTrace(new PrintWriter(text));
      return text.toString().stripTrailing();
    } catch (RuntimeException | Error e) {
      return Told.of(thrown);
    }
  }

  /** The levels of the JDK's own System.Logger, the other way round. */
  static Level level(LogRecord line) {
    int value = line.getLevel().intValue();
    if (value >= java.util.logging.Level.SEVERE.intValue()) {
      return Level.ERROR;
    }
    if (value >= java.util.logging.Level.WARNING.intValue()) {
      return Level.WARNING;
    }
    if (value >= java.util.logging.Level.INFO.intValue()) {
      return Level.INFO;
    }
    return value >= java.util.logging.Level.FINE.intValue() ? Level.DEBUG : Level.TRACE;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
