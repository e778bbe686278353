package dev.outrigger.runtime;

import static dev.outrigger.runtime.OnOneLoop.until;
import static dev.outrigger.runtime.OnOneLoop.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@Timeout(60)
class ParallelMapTest {
  @Parameter TaskBackend backend;

  private final AtomicInteger taken = new AtomicInteger();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicInteger mostAtOnce = new AtomicInteger();
  private OnOneLoop one;

  @BeforeEach
  void startALoop() {
    one = OnOneLoop.with(backend);
  }

  @AfterEach
  void stopIt() {
    one.close();
  }

  /** Never ends, and counts what is taken from it. */
  private Iterator<Integer> numbers() {
    return Stream.generate(taken::getAndIncrement).iterator();
  }

  private int slowly(int item) throws InterruptedException {
    mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      Time.sleep(Duration.ofMillis(item % 3));
      return item;
    } finally {
      running.decrementAndGet();
    }
  }

  private int forever() throws InterruptedException {
    running.incrementAndGet();
    try {
      new CountDownLatch(1).await();
      return 0;
    } finally {
      running.decrementAndGet();
    }
  }

  @Test
  void resultsComeInTheOrderOfTheSource() throws Exception {
    List<Integer> source = IntStream.range(0, 50).boxed().toList();
    List<Integer> results =
        one.run(() -> {
          try (Results<Integer> all = Tasks.map(4, source, this::slowly)) {
            return all.toList();
          }
        });
    assertThat(results).isEqualTo(source);
    assertThat(mostAtOnce).hasValueBetween(2, 4);
  }

  @Test
  void unorderedResultsDoNotWaitForASlowOne() throws Exception {
    CountDownLatch others = new CountDownLatch(3);
    List<Integer> results =
        one.run(() -> {
          try (Results<Integer> all =
              Tasks.<Integer, Integer>mapping(
                      item -> {
                        if (item == 0) {
                          others.await();
                        }
                        return item;
                      })
                  .concurrency(2)
                  .unordered()
                  .over(List.of(0, 1, 2, 3).iterator())) {
            List<Integer> first = Stream.generate(() -> nextOf(all, others)).limit(3).toList();
            assertThat(first).containsExactlyInAnyOrder(1, 2, 3);
            return all.toList();
          }
        });
    assertThat(results).containsExactly(0);
  }

  private static int nextOf(Results<Integer> all, CountDownLatch counted) {
    try {
      int next = all.next().orElseThrow();
      counted.countDown();
      return next;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void neverIsMoreTakenFromTheSourceThanThereIsRoomFor() throws Exception {
    one.run(() -> {
      try (Results<Integer> all =
          Tasks.<Integer, Integer>mapping(item -> item).concurrency(2).buffer(3).over(numbers())) {
        until("the window is full", () -> taken.get() == 5);
        Time.sleep(Duration.ofMillis(10));
        assertThat(taken).hasValue(5);
        assertThat(all.next()).contains(0);
        until("one more was taken", () -> taken.get() == 6);
        Time.sleep(Duration.ofMillis(10));
        assertThat(taken).hasValue(6);
      }
      return true;
    });
  }

  @Test
  void closingEarlyCancelsWhatRunsAndWaitsForIt() throws Exception {
    one.run(() -> {
      try (Results<Integer> _ = Tasks.map(3, numbers(), _ -> forever())) {
        until("three run", () -> running.get() == 3);
      }
      assertThat(running).hasValue(0);
      return true;
    });
  }

  private int cleansUpSlowly(AtomicBoolean cleaned) throws Exception {
    try {
      return forever();
    } finally {
      boolean _ =
          Scope.shield(() -> {
            Time.sleep(Duration.ofMillis(100));
            cleaned.set(true);
            return true;
          });
    }
  }

  @Test
  void closingWaitsInACancelledScopeTooAndLeavesItsInterrupt() throws Exception {
    AtomicBoolean cleaned = new AtomicBoolean();
    boolean interrupted =
        one.run(() ->
            TaskGroup.run(group -> {
              Results<Integer> all = Tasks.map(2, List.of(1), _ -> cleansUpSlowly(cleaned));
              until("it runs", () -> running.get() == 1);
              group.cancel("enough");
              all.close();
              assertThat(cleaned).isTrue();
              return Thread.currentThread().isInterrupted();
            }));
    assertThat(interrupted).isTrue();
  }

  @Test
  void aFailureCancelsTheRestAndIsThrownBehindWhatWasReady() {
    assertThatThrownBy(() ->
            one.run(() -> {
              try (Results<Integer> all =
                  Tasks.<Integer, Integer>map(
                      2,
                      numbers(),
                      item -> {
                        if (item == 3) {
                          throw new IOException("item 3");
                        }
                        return item > 3 ? forever() : item;
                      })) {
                assertThat(all.next()).contains(0);
                assertThat(all.next()).contains(1);
                assertThat(all.next()).contains(2);
                return all.next();
              }
            }))
        .cause()
        .isInstanceOf(IOException.class)
        .hasMessage("item 3");
    assertThat(running).hasValue(0);
  }

  @Test
  void aSourceThatFailsIsThrownToo() {
    Stream<Integer> source =
        Stream.of(1, 2)
            .peek(item -> {
              if (item == 2) {
                throw new IllegalStateException("the source is broken");
              }
            });
    assertThatThrownBy(() ->
            one.run(() -> {
              try (Results<Integer> all = Tasks.<Integer, Integer>map(1, source, item -> item)) {
                return all.toList();
              }
            }))
        .hasCauseInstanceOf(IllegalStateException.class)
        .hasMessageContaining("the source is broken");
  }

  @Test
  void aStreamIsClosedHoweverItEnds() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    one.run(() -> {
      Stream<Integer> source = Stream.generate(() -> 1).onClose(() -> closed.set(true));
      try (Results<Integer> all = Tasks.<Integer, Integer>map(2, source, item -> item)) {
        return all.next();
      }
    });
    until("it is closed", closed::get);
  }

  @Test
  void theDeadlineAroundEndsTheConsumerAndTheWork() {
    assertThatThrownBy(() ->
            one.run(() ->
                Scope.timeout(
                    Duration.ofMillis(20),
                    () -> {
                      try (Results<Integer> all = Tasks.map(3, numbers(), _ -> forever())) {
                        return all.next();
                      }
                    })))
        .hasCauseInstanceOf(TimeoutException.class)
        .hasRootCauseInstanceOf(CancelledException.class);
    assertThat(running).hasValue(0);
  }

  @Test
  void aWaitThatIsCancelledTakesNoResult() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Optional<String> result =
        one.run(() -> {
          try (Results<String> all =
              Tasks.map(
                  1,
                  List.of("only"),
                  item -> {
                    go.await();
                    return item;
                  })) {
            assertThatThrownBy(() -> Scope.timeout(Duration.ofMillis(10), all::next))
                .isInstanceOf(TimeoutException.class);
            go.countDown();
            Optional<String> late = all.next();
            assertThat(all.next()).isEmpty();
            assertThat(all.next()).isEmpty();
            return late;
          }
        });
    assertThat(result).contains("only");
  }

  @Test
  void aPlainThreadNamesTheLoopAndConsumesByItself() throws Exception {
    try (Results<String> all =
        Tasks.<Integer, String>mapping(String::valueOf).on(one.loop()).over(Stream.of(1, 2, 3))) {
      assertThat(within(CompletableFuture.completedFuture(all.toList())))
          .containsExactly("1", "2", "3");
    }
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Tasks.mapping(item -> item).concurrency(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("was 0");
    assertThatThrownBy(() -> Tasks.mapping(item -> item).buffer(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
