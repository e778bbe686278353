package dev.outrigger.pool.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.LogLines;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerVoiceTest {
  private final Deque<Runnable> threads = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final System.Logger own = System.getLogger("dev.outrigger.pool.voice");
  private final LogLines lines = new LogLines("voice");
  private long now;

  private final WorkerVoice voice =
      new WorkerVoice(
          own,
          name -> {
            asked.add(name);
            return own;
          },
          threads::add,
          new Throttle(() -> now));

  @AfterEach
  void close() {
    lines.close();
  }

  @Test
  void aRecordIsNotLoggedOnTheThreadThatHearsIt() {
    voice.logged("worker 1", new LogNote(Level.WARNING, "app", "careful", "at x"));
    assertThat(lines.lines()).isEmpty();
    threads.remove().run();
    assertThat(lines.lines()).containsExactly("WARNING [worker 1] careful\nat x");
    assertThat(asked).containsExactly("app");
  }

  @Test
  void recordsKeepTheirOrderAndNeedOneThread() {
    for (int i = 0; i < 5; i++) {
      voice.logged("worker 1", new LogNote(Level.INFO, "app", "line " + i, ""));
    }
    assertThat(threads).hasSize(1);
    threads.remove().run();
    assertThat(lines.lines())
        .containsExactly(
            "INFO [worker 1] line 0",
            "INFO [worker 1] line 1",
            "INFO [worker 1] line 2",
            "INFO [worker 1] line 3",
            "INFO [worker 1] line 4");
  }

  @Test
  void aLogThatStandsStillCostsBoundedMemoryAndTellsWhatIsLost() {
    for (int second = 0; second < 100; second++) {
      for (int i = 0; i < 200; i++) {
        voice.logged("worker 1", new LogNote(Level.INFO, "app", "line", ""));
      }
      now += 1_000_000_000L;
    }
    assertThat(threads).hasSize(1);
    threads.remove().run();
    assertThat(lines.lines()).hasSizeLessThan(2 * Throttle.BURST + 2);
    assertThat(lines.lines())
        .anyMatch(line ->
            line.matches("WARNING … \\d+ log records of a worker are lost: the log is slow"));
  }

  @Test
  void lastWordsAreLoggedThoughThePoolHasNoThreadsAnyMore() {
    WorkerVoice late =
        new WorkerVoice(
            own,
            name -> own,
            task -> {
              throw new RejectedExecutionException("closed");
            },
            new Throttle(() -> now));
    late.logged("worker 1", new LogNote(Level.INFO, "app", "goodbye", ""));
    assertThat(lines.lines()).containsExactly("INFO [worker 1] goodbye");
  }
}
