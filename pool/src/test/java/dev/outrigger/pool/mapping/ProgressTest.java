package dev.outrigger.pool.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void theLogHearsOfItNowAndThen() {
    List<String> lines = new ArrayList<>();
    Logger logger = Logger.getLogger("dev.outrigger.pool.progress-test");
    logger.setUseParentHandlers(false);
    Handler handler = collector(lines);
    logger.addHandler(handler);
    try (ProgressLines progress =
        new ProgressLines(
            System.getLogger("dev.outrigger.pool.progress-test"),
            "thumbnails",
            4_000,
            clock::get)) {
      for (int i = 0; i < 4; i++) {
        progress.advance(500);
        clock.addAndGet(ProgressLines.EVERY.toNanos() / 2);
      }
    }
    logger.removeHandler(handler);
    assertThat(lines)
        .containsExactly(
            "thumbnails: 1,500 of 4,000 done (37 %)",
            "thumbnails: ended, 2,000 of 4,000 done (50 %)");
  }

  @Test
  void aTerminalShowsABar() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ProgressOnTerminal progress =
        new ProgressOnTerminal(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), "thumbnails", 10)) {
      progress.advance(10);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("thumbnails", "100%", "10/10");
  }

  @Test
  void nothingIsShownBeforeTheFirstResult() {
    AtomicInteger made = new AtomicInteger();
    LazyProgress progress =
        new LazyProgress(() -> {
          made.incrementAndGet();
          return Progress.NONE;
        });
    progress.close();
    assertThat(made).hasValue(0);
    progress.advance(1);
    progress.advance(1);
    assertThat(made).hasValue(1);
  }

  private static Handler collector(List<String> lines) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        lines.add(line.getMessage());
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
