package dev.outrigger.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What Outrigger's loggers write while this is open; the console does not get it. */
final class Logged extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("dev.outrigger");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  Logged() {
    logger.addHandler(this);
    logger.setUseParentHandlers(false);
  }

  /** Level and text of each line. */
  List<String> lines() {
    return records.stream().map(r -> r.getLevel() + " " + r.getMessage()).toList();
  }

  /** What was thrown in the first line with this text. */
  Throwable thrown(String text) {
    return records.stream()
        .filter(r -> r.getMessage().contains(text))
        .findFirst()
        .orElseThrow()
        .getThrown();
  }

  @Override
  public void publish(LogRecord line) {
    records.add(line);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
    logger.setUseParentHandlers(true);
  }
}
