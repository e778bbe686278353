package dev.outrigger.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** What the module logs while this is open, from INFO on if nothing else is said. */
public final class LoggedLines implements AutoCloseable {
  private final Logger logger;
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private final Level before;

  public LoggedLines() {
    this(Level.INFO);
  }

  public LoggedLines(Level least) {
    this("dev.outrigger.http", least);
  }

  /** What somebody else logs, from INFO on. */
  public LoggedLines(String name) {
    this(name, Level.INFO);
  }

  private LoggedLines(String name, Level least) {
    logger = Logger.getLogger(name);
    before = logger.getLevel();
    logger.setLevel(least);
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  /** What a formatter makes of it, without time and level. */
  public static String text(LogRecord record) {
    return new SimpleFormatter().formatMessage(record);
  }

  public List<LogRecord> records() {
    return records;
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
    logger.setLevel(before);
  }
}
