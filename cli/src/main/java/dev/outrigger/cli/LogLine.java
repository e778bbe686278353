package dev.outrigger.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The log on stderr: a line for each record, with a stack only where something is broken. */
final class LogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  /** Logs this way from here on, unless the user configured java.util.logging. */
  static void install() {
    if (System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null) {
      return;
    }
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler stderr = new ConsoleHandler();
    stderr.setFormatter(new LogLine());
    root.addHandler(stderr);
    root.setLevel(Level.INFO);
  }

  @Override
  public String format(LogRecord entry) {
    String message = formatMessage(entry);
    Throwable thrown = entry.getThrown();
    boolean broken = entry.getLevel().intValue() >= Level.SEVERE.intValue();
    return "%s %-5s %s: %s%s%n"
        .formatted(
            TIME.format(entry.getInstant()),
            word(entry.getLevel()),
            shortName(entry.getLoggerName()),
            message,
            thrown == null
                ? ""
                : broken ? System.lineSeparator() + stack(thrown) : " (" + thrown + ")");
  }

  private static String word(Level level) {
    return switch (level.getName()) {
      case "SEVERE" -> "ERROR";
      case "WARNING" -> "WARN";
      case String name -> name;
    };
  }

  /** {@code ProcessPool} for {@code dev.outrigger.pool.ProcessPool}. */
  private static String shortName(@Nullable String logger) {
    return logger == null ? "-" : logger.substring(logger.lastIndexOf('.') + 1);
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
