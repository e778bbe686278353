package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private static String format(Level level, String message, @Nullable Throwable thrown) {
    LogRecord entry = new LogRecord(level, message);
    entry.setLoggerName("dev.outrigger.pool.ProcessPool");
    entry.setParameters(new Object[] {3});
    entry.setThrown(thrown);
    return new LogLine().format(entry);
  }

  @Test
  void anEntryIsOneLineWithTimeLevelAndShortName() {
    assertThat(format(Level.INFO, "worker {0} is ready", null))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  ProcessPool: worker 3 is ready\\R");
  }

  @Test
  void aWarningNamesItsExceptionOnTheSameLine() {
    assertThat(format(Level.WARNING, "lost", new IllegalStateException("why")))
        .matches(".* WARN  ProcessPool: lost \\(java\\.lang\\.IllegalStateException: why\\)\\R");
  }

  @Test
  void anErrorShowsWhereItComesFrom() {
    assertThat(format(Level.SEVERE, "broken", new IllegalStateException("why")))
        .contains(" ERROR ProcessPool: broken", "IllegalStateException: why", "\tat dev.outrigger");
  }
}
