package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PipeTest {
  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("pipe").size(1).grace(Duration.ofSeconds(20)).build();
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
  void manyPartsGoThroughInOrder() {
    try (PoolStream<Long> squares =
        pool.pipe(Yielding::squares, IntStream.range(0, 50_000).iterator())) {
      long next = 0;
      for (long square : squares) {
        assertThat(square).isEqualTo(next * next);
        next++;
      }
      assertThat(next).isEqualTo(50_000);
    }
  }

  @Test
  void anEndlessInputIsTakenNoFurtherThanTheReaderComes() throws Exception {
    AtomicInteger taken = new AtomicInteger();
    Iterator<Integer> endless = IntStream.generate(taken::incrementAndGet).iterator();
    try (PoolStream<Long> squares = pool.pipe(Yielding::squares, endless)) {
      assertThat(squares.stream().limit(1_000).count()).isEqualTo(1_000);
      // Both windows, and what each side has in hand.
      assertThat(taken.get()).isBetween(1_000, 1_000 + 2 * 256 + 4);
    }
    assertThat(pool.statistics().workersLost()).isZero();
  }

  @Test
  void anInputThatNobodyAsksForIsNotTouched() {
    AtomicInteger taken = new AtomicInteger();
    try (PoolStream<Integer> parts =
        pool.pipe(Yielding::readNothing, IntStream.generate(taken::incrementAndGet).iterator())) {
      assertThat(parts.stream()).containsExactly(7);
    }
    assertThat(taken).hasValue(0);
  }

  @Test
  void aTaskThatLeavesItsInputIsDone() {
    try (PoolStream<Integer> parts =
        pool.pipe(Yielding::firstOnly, IntStream.iterate(5, i -> i + 1).iterator())) {
      assertThat(parts.stream()).containsExactly(5);
    }
  }

  @Test
  void anInputThatThrowsEndsTheTaskAndReachesTheReader() {
    Iterator<Integer> broken = IntStream.range(0, 10).map(i -> 100 / (5 - i)).iterator();
    try (PoolStream<Long> squares = pool.pipe(Yielding::squares, broken)) {
      assertThatThrownBy(() -> squares.forEach(_ -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("(Yielding.squares) failed: java.lang.ArithmeticException")
          .hasCauseInstanceOf(ArithmeticException.class);
      assertThat(squares.task().isCancelled()).isTrue();
    }
  }

  @Test
  void anInputThatCannotBeSentIsNamed() {
    Iterator<Object> unsendable = List.<Object>of(new Object()).iterator();
    RemotePipe<Object, Object> echo =
        (in, out) -> {
          for (Object part : in) {
            out.emit(part);
          }
        };
    try (PoolStream<Object> parts = pool.pipe(echo, unsendable)) {
      assertThatThrownBy(() -> parts.forEach(_ -> {}))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("java.lang.Object");
    }
  }

  @Test
  void leavingEarlyWakesAnInputThatWaits() throws Exception {
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(1);
    Iterator<Integer> stuck =
        IntStream.generate(
                () -> {
                  asked.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    interrupted.complete(true);
                  }
                  throw new IllegalStateException("woken");
                })
            .iterator();
    try (PoolStream<Long> squares = pool.pipe(Yielding::squares, stuck)) {
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(squares.task().isDone()).isFalse();
    }
    assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
  }
}
