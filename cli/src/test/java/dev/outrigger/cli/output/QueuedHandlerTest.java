package dev.outrigger.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

/** A log that nobody reads for a while. */
class QueuedHandlerTest {
  private final List<String> read = new CopyOnWriteArrayList<>();
  private final CountDownLatch reader = new CountDownLatch(1);

  private final QueuedHandler log =
      new QueuedHandler(
          new Handler() {
            @Override
            public void publish(LogRecord entry) {
              try {
                reader.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              read.add(entry.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
          });

  @Test
  void whoLogsDoesNotWaitAndWhoReadsLaterHearsHowMuchIsMissing() {
    for (int i = 0; i < 5000; i++) {
      log.publish(new LogRecord(Level.INFO, "line " + i));
    }
    assertThat(read).isEmpty();
    reader.countDown();
    while (read.stream().noneMatch(line -> line.equals("line 1023"))) {
      log.flush();
    }
    assertThat(read).startsWith("line 0");
    assertThat(read)
        .anyMatch(line -> line.matches("39\\d\\d lines are missing here: nobody read the log"));
  }

  @Test
  void whatIsReadComesInItsOrder() {
    reader.countDown();
    for (int i = 0; i < 100; i++) {
      log.publish(new LogRecord(Level.INFO, "line " + i));
    }
    while (read.size() < 100) {
      log.flush();
    }
    assertThat(read).element(99).isEqualTo("line 99");
  }
}
