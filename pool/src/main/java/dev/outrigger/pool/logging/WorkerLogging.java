package dev.outrigger.pool.logging;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.logging.LogManager;

/**
 * How java.util.logging, which is also what {@link System.Logger} writes to by default, is set up
 * in a worker: everything from INFO up goes to the parent. The log manager makes one of these when
 * something is logged for the first time, so a worker that logs nothing does not pay for logging,
 * which takes some 20 ms to start.
 */
public final class WorkerLogging {
  private static final String BY_CLASS = "java.util.logging.config.class";
  private static final String BY_FILE = "java.util.logging.config.file";

  private static volatile Consumer<LogNote> parent = note -> {};

  /** For the log manager, which expects that its settings are made here. */
  public WorkerLogging() throws IOException {
    String settings = "handlers=" + NoteHandler.class.getName() + "\n.level=INFO\n";
    LogManager.getLogManager()
        .readConfiguration(
            new ByteArrayInputStream(settings.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static Consumer<LogNote> parent() {
    return parent;
  }

  /**
   * Sends the log records of this process there, unless its user has set up logging himself, or its
   * JVM knows no java.util.logging: then they go where he, or the JDK, sends them. It runs on the
   * thread that logs.
   */
  public static void send(Consumer<LogNote> newParent) {
    boolean ours =
        Optional.ofNullable(System.getProperty(BY_CLASS))
            .or(() -> Optional.ofNullable(System.getProperty(BY_FILE)))
            .isEmpty();
    if (ours && ModuleLayer.boot().findModule("java.logging").isPresent()) {
      System.setProperty(BY_CLASS, WorkerLogging.class.getName());
      parent = newParent;
    }
  }
}
