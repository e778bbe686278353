package dev.outrigger.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogLineTest {
  private String speaker = "";
  private boolean dated;

  private String format(Level level, String message, @Nullable Throwable thrown) {
    LogRecord entry = new LogRecord(level, message);
    entry.setLoggerName("dev.outrigger.pool.ProcessPool");
    entry.setParameters(new Object[] {3});
    entry.setThrown(thrown);
    return new LogLine(speaker, dated).format(entry);
  }

  @Test
  void whereSeveralProcessesSpeakEachLineSaysWho() {
    speaker = LogLine.ofServer(Map.of("OUTRIGGER_SERVER", "3"));
    assertThat(format(Level.INFO, "worker {0} is ready", null))
        .matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  server 3 ProcessPool: worker 3 is ready\\R");
  }

  @Test
  void aLineInAFileHasItsDate() {
    dated = true;
    assertThat(format(Level.INFO, "said", null))
        .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  .*\\R");
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
