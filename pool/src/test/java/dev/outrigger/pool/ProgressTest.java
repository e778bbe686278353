package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("progress").size(1).grace(Duration.ofSeconds(20)).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void theLastWordIsThereWhenTheTaskIsDone() throws Exception {
    PoolTask<Long> task = pool.submit(Yielding::reportFast, 1_000_000);
    assertThat(task.join()).isEqualTo(1_000_000);
    assertThat(task.progress()).contains(new Progress(1_000_000, 1_000_000, "done"));
  }

  @Test
  void aListenerHearsAFewWordsInOrder() throws Exception {
    List<Progress> heard = new CopyOnWriteArrayList<>();
    long start = System.nanoTime();
    PoolTask<Long> task = pool.submit(Yielding::reportFast, 3_000_000);
    task.onProgress(heard::add);
    assertThat(task.join()).isEqualTo(3_000_000);
    long pauses = Duration.ofNanos(System.nanoTime() - start).dividedBy(Duration.ofMillis(50));
    assertThat(heard).isSortedAccordingTo((a, b) -> Long.compare(a.done(), b.done()));
    assertThat((long) heard.size()).isBetween(1L, pauses + 2);
  }

  @Test
  void countsAndWordsAreKeptTogetherAndSentWhileTheTaskGoesOn() throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<Integer> task = pool.submit(Yielding::reportAndWait, sign.toString());
    Progress expected = new Progress(1, 0, "waiting");
    Await.until("both words", () -> task.progress().filter(expected::equals).isPresent());
    assertThat(expected.fraction()).isEqualTo(OptionalDouble.empty());
    List<Progress> heard = new CopyOnWriteArrayList<>();
    task.onProgress(heard::add);
    Await.until("a late listener hears the last word", () -> heard.contains(expected));
    task.cancel("enough");
    assertThatThrownBy(task::join).isInstanceOf(java.util.concurrent.CancellationException.class);
  }

  @Test
  void aListenerThatBlocksOrThrowsHoldsUpNobody() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    PoolTask<Long> task = pool.submit(Yielding::reportFast, 100_000);
    task.onProgress(_ -> {
      throw new IllegalStateException("bad listener");
    });
    task.onProgress(_ -> {
      try {
        never.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    assertThat(task.join()).isEqualTo(100_000);
    never.countDown();
  }

  @Test
  void nobodyIsCalledAfterTheEnd() throws Exception {
    PoolTask<Long> task = pool.submit(Yielding::reportFast, 10);
    assertThat(task.join()).isEqualTo(10);
    List<Progress> heard = new CopyOnWriteArrayList<>();
    task.onProgress(heard::add);
    assertThat(pool.call(Work::twice, 1)).isEqualTo(2);
    assertThat(heard).isEmpty();
    assertThat(task.progress()).isPresent();
  }

  @Test
  void aTaskThatSaysNothingHasNoProgress() throws Exception {
    PoolTask<Integer> task = pool.submit(Work::twice, 1);
    assertThat(task.join()).isEqualTo(2);
    assertThat(task.progress()).isEmpty();
  }

  @Test
  void negativeCountsAreRefused() {
    assertThatThrownBy(() -> new Progress(-1, 0, ""))
        .hasMessage("done must not be negative, but is -1");
    assertThat(new Progress(1, 4, "").fraction()).hasValue(0.25);
  }
}
