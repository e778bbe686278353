package dev.outrigger.supervisor.board;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.supervisor.arbiter.Health;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signs of life, from loops to the arbiter. */
class BoardTest {
  private static final Duration OFTEN = Duration.ofMillis(5);

  @TempDir private Path folder = Path.of("");

  @Test
  void aLoopThatHangsIsTheSilentOneAndTheOthersAreNot() throws Exception {
    Path file = folder.resolve("board");
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    try (EventLoops loops = EventLoops.builder().count(3).start();
        BoardReader reader = BoardReader.create(file);
        BoardWriter _ = BoardWriter.open(file, loops, OFTEN, () -> Counts.NONE)) {
      loops
          .loop(1)
          .execute(() -> {
            held.countDown();
            while (hold.getCount() > 0) {
              Thread.onSpinWait();
            }
          });
      held.await();
      Health health;
      do {
        Thread.onSpinWait();
        health = reader.health(System.nanoTime(), 1);
      } while (health.silence().compareTo(Duration.ofMillis(300)) < 0);
      assertThat(health.silentLoop()).isEqualTo(1);
      hold.countDown();
      do {
        Thread.onSpinWait();
        health = reader.health(System.nanoTime(), 1);
      } while (health.silence().compareTo(Duration.ofMillis(100)) > 0);
    }
  }

  @Test
  void countsAreReadAsTheyWereWrittenAndTheFileGoesWithItsReader() throws Exception {
    Path file = folder.resolve("board");
    try (EventLoops loops = EventLoops.builder().count(1).start();
        BoardReader reader = BoardReader.create(file)) {
      assertThat(reader.health(System.nanoTime(), 7)).isEqualTo(new Health(0, Duration.ZERO, 0, 7));
      try (BoardWriter _ = BoardWriter.open(file, loops, OFTEN, () -> new Counts(5, 2, 3))) {
        // Written last.
        while (reader.counts().connections() == 0) {
          Thread.onSpinWait();
        }
        assertThat(reader.counts()).isEqualTo(new Counts(5, 2, 3));
      }
    }
    assertThat(Files.exists(file)).isFalse();
  }
}
