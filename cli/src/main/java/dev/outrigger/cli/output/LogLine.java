package dev.outrigger.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The log on stderr: a line for each record, with a stack only where something is broken. Where
 * several processes write into one log, each line says who speaks.
 */
public final class LogLine extends Formatter {
  /** The process that starts the others. */
  public static final String ARBITER = "arbiter";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

  // Kept, since a logger that nobody holds forgets its level. It would only say its version.
  private static final Logger VALIDATOR = Logger.getLogger("org.hibernate.validator");

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd ", Locale.ROOT).withZone(ZoneId.systemDefault());

  private final String speaker;
  private final boolean dated;

  /**
   * A form of lines.
   *
   * @param speaker which process it is; empty where there is but one
   * @param dated whether somebody may read them on another day
   */
  LogLine(String speaker, boolean dated) {
    this.speaker = speaker.isEmpty() ? "" : speaker + " ";
    this.dated = dated;
  }

  /** A server process, as it speaks. */
  public static String ofServer(Map<String, String> environment) {
    return "server " + environment.getOrDefault("OUTRIGGER_SERVER", "?");
  }

  /** The same, by its number. */
  public static String ofServer(int number) {
    return "server " + number;
  }

  /** Logs this way from here on, unless the user configured java.util.logging. */
  public static void install(String speaker, boolean dated) {
    if (System.getProperty("java.util.logging.config.file") != null
        || System.getProperty("java.util.logging.config.class") != null) {
      return;
    }
    Logger root = LogManager.getLogManager().getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    Handler stderr = new ConsoleHandler();
    stderr.setFormatter(new LogLine(speaker, dated));
    root.addHandler(speaker.equals(ARBITER) ? new QueuedHandler(stderr) : stderr);
    root.setLevel(Level.INFO);
    VALIDATOR.setLevel(Level.WARNING);
  }

  /** Has all that was logged so far written, before something else is. */
  public static void flush() {
    for (Handler handler : LogManager.getLogManager().getLogger("").getHandlers()) {
      handler.flush();
    }
  }

  @Override
  public String format(LogRecord entry) {
    String message = formatMessage(entry);
    Throwable thrown = entry.getThrown();
    boolean broken = entry.getLevel().intValue() >= Level.SEVERE.intValue();
    return "%s%s %-5s %s%s: %s%s%n"
        .formatted(
            dated ? DATE.format(entry.getInstant()) : "",
            TIME.format(entry.getInstant()),
            word(entry.getLevel()),
            speaker,
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
