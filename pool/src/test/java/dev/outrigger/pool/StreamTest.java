package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamTest {
  private static final int MAX_FRAME = 4 << 20;
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool =
        ProcessPool.builder()
            .name("stream")
            .size(1)
            .maxFrame(MAX_FRAME)
            .grace(Duration.ofSeconds(20))
            .build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @AfterEach
  void theWorkerIsFree() throws Exception {
    assertThat(pool.call(Work::twice, 21)).isEqualTo(42);
  }

  @Test
  void manySmallPartsArriveInOrder() {
    int next = 0;
    try (PoolStream<Integer> parts = pool.stream(Yielding::count, 100_000)) {
      for (int part : parts) {
        assertThat(part).isEqualTo(next++);
      }
      assertThat(parts.task().name()).isEqualTo("Yielding.count");
    }
    assertThat(next).isEqualTo(100_000);
  }

  @Test
  void aStreamOfNothingEndsAtOnce() {
    try (PoolStream<Integer> parts = pool.stream(Yielding::count, 0)) {
      assertThat(parts.stream().toList()).isEmpty();
    }
  }

  @Test
  void aSlowReaderHoldsTheTaskByTheCountOfParts() throws Exception {
    Path told = folder.resolve("told");
    try (PoolStream<byte[]> parts =
        pool.stream(Yielding::countAndTell, new Yielding.Told(told.toString(), 2_000, 1))) {
      Iterator<byte[]> reader = parts.iterator();
      Await.until("a full window", () -> emitted(told) == 256);
      for (int i = 0; i < 500; i++) {
        assertThat(reader.next()).hasSize(1);
        assertThat(emitted(told)).isLessThanOrEqualTo(i + 1 + 256);
      }
      reader.forEachRemaining(_ -> {});
      assertThat(emitted(told)).isEqualTo(2_000);
    }
  }

  @Test
  void aSlowReaderHoldsTheTaskByTheSizeOfParts() throws Exception {
    Path told = folder.resolve("told");
    try (PoolStream<byte[]> parts =
        pool.stream(Yielding::countAndTell, new Yielding.Told(told.toString(), 20, 400 << 10))) {
      Await.until("a full window", () -> emitted(told) == 3);
      assertThat(parts.stream().count()).isEqualTo(20);
      assertThat(emitted(told)).isEqualTo(20);
    }
  }

  @Test
  void partsLargerThanTheWindowPass() {
    Path told = folder.resolve("told");
    try (PoolStream<byte[]> parts =
        pool.stream(Yielding::countAndTell, new Yielding.Told(told.toString(), 5, 3 << 20))) {
      assertThat(parts.stream().mapToInt(part -> part.length).sum()).isEqualTo(5 * (3 << 20));
    }
  }

  private static int emitted(Path told) throws Exception {
    String text = Files.exists(told) ? Files.readString(told) : "";
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  @Test
  void partsBeforeAFailureAreDeliveredAndThenItIsThrown() {
    try (PoolStream<Integer> parts = pool.stream(Yielding::failAfter, 1_000)) {
      List<Integer> read = new ArrayList<>();
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> parts.forEach(read::add));
      assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
      assertThat(failure).hasMessageContaining("(Yielding.failAfter)");
      assertThat(read).hasSize(1_000);
      assertThatThrownBy(() -> parts.iterator().hasNext()).isInstanceOf(TaskFailedException.class);
    }
  }

  @Test
  void partsBeforeTheWorkersDeathAreDeliveredAndThenItsCauseIsThrown() {
    try (PoolStream<Integer> parts = pool.stream(Yielding::dieAfter, 100)) {
      List<Integer> read = new ArrayList<>();
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> parts.forEach(read::add));
      assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(9));
      assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
      assertThat(read).hasSize(100);
    }
  }

  @Test
  void aKilledWorkerEndsTheWaitOfTheReader() throws Exception {
    Path sign = folder.resolve("sign");
    try (PoolStream<Integer> parts = pool.stream(Yielding::silent, sign.toString())) {
      Iterator<Integer> reader = parts.iterator();
      assertThat(reader.next()).isEqualTo(1);
      ProcessHandle.of(Await.pidIn(sign)).orElseThrow().destroyForcibly();
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, reader::hasNext);
      assertThat(failure.failure()).isEqualTo(new FailureCause.OsKill(9));
    }
  }

  @Test
  void aReaderThatLeavesEarlyCancelsTheTaskAndCostsNoWorker() throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<?> task;
    try (PoolStream<Integer> parts = pool.stream(Yielding::endless, sign.toString())) {
      task = parts.task();
      assertThat(parts.stream().limit(3)).containsExactly(0, 1, 2);
    }
    assertThat(task.isCancelled()).isTrue();
    assertThat(pool.call(Work::pid)).isEqualTo(Await.pidIn(sign));
  }

  @Test
  void aCancelThatStrikesWhileALargePartIsWrittenIsNotForgotten() {
    long lost = pool.statistics().workersLost();
    for (int i = 0; i < 12; i++) {
      try (PoolStream<byte[]> parts = pool.stream(Yielding::endlessLarge, 3 << 20)) {
        assertThat(parts.stream().limit(2 + i % 3)).hasSize(2 + i % 3);
      }
    }
    assertThat(pool.statistics().workersLost()).isEqualTo(lost);
  }

  @Test
  void theDeadlineCoversASlowReaderToo() {
    TaskOptions options = TaskOptions.defaults().within(Duration.ofMillis(700));
    try (PoolStream<Integer> parts =
        pool.stream(options, Yielding::endless, folder.resolve("sign").toString())) {
      assertThatThrownBy(() -> parts.task().join()).isInstanceOf(TaskFailedException.class);
      TaskFailedException failure =
          catchThrowableOfType(TaskFailedException.class, () -> parts.forEach(_ -> {}));
      assertThat(failure.failure().label()).isEqualTo("DEADLINE");
    }
  }

  @Test
  void anInterruptOfTheReaderCancelsTheTaskAndStaysSet() throws Exception {
    Path sign = folder.resolve("sign");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> stays = new CompletableFuture<>();
    PoolStream<Integer> parts = pool.stream(Yielding::silent, sign.toString());
    Thread reader =
        Thread.startVirtualThread(() -> {
          thrown.complete(catchThrowable(() -> parts.forEach(_ -> {})));
          stays.complete(Thread.currentThread().isInterrupted());
        });
    long pid = Await.pidIn(sign);
    reader.interrupt();
    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    assertThat(stays.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(parts.task().isCancelled()).isTrue();
    assertThat(pool.call(Work::pid)).isEqualTo(pid);
  }

  @Test
  void aPartThatCannotBeSentIsRefusedWhereItIsEmitted() {
    try (PoolStream<Object> parts = pool.stream(Yielding::unsendable, MAX_FRAME)) {
      List<Object> told = parts.stream().toList();
      assertThat(told).hasSize(2);
      assertThat(told.get(0)).asString().contains("the part can't be sent", "java.lang.Object");
      assertThat(told.get(1)).asString().contains("the part takes", "maxFrame");
    }
  }

  @Test
  void aPartThatCannotBeReadEndsTheTask() {
    try (PoolStream<Object> parts = pool.stream(Yielding::oneWay, 5)) {
      Iterator<Object> reader = parts.iterator();
      assertThat(reader.next()).isEqualTo(5);
      TaskFailedException failure = catchThrowableOfType(TaskFailedException.class, reader::next);
      assertThat(failure.failure().label()).isEqualTo("TRANSFER");
      assertThat(failure).hasMessageContaining("not to be read");
      assertThat(parts.task().isCancelled()).isTrue();
    }
  }

  @Test
  void virtualThreadsReadStreamsSideBySide() throws Exception {
    List<CompletableFuture<Long>> counts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      CompletableFuture<Long> count = new CompletableFuture<>();
      counts.add(count);
      var _ =
          Thread.startVirtualThread(() -> {
            try (PoolStream<Integer> parts = pool.stream(Yielding::count, 2_000)) {
              count.complete(parts.stream().count());
            }
          });
    }
    for (CompletableFuture<Long> count : counts) {
      assertThat(count.get(20, TimeUnit.SECONDS)).isEqualTo(2_000);
    }
  }
}
