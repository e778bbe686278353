package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
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

  /** Fails if anything was logged, and tells what it is. */
  public void expectNothing() {
    assertThat(records.stream().map(LoggedLines::whole)).isEmpty();
  }

  private static String whole(LogRecord record) {
    StringWriter stack = new StringWriter();
    if (record.getThrown() != null) {
      record.getThrown().printStackTrace(new PrintWriter(stack));
    }
    return record.getLevel() + " " + text(record) + "\n" + stack;
  }

  /** Waits for a line, and fails if it does not come or is above debug level. */
  public void expectAtDebug(String line) {
    try {
      Served.until(() -> records.stream().anyMatch(record -> text(record).equals(line)));
    } catch (AssertionError missing) {
      assertThat(records.stream().map(LoggedLines::whole)).contains(line);
    }
    assertThat(records)
        .filteredOn(record -> text(record).equals(line))
        .allMatch(record -> record.getLevel().equals(Level.FINE) && record.getThrown() == null);
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
