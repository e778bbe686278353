package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ends a {@code map} early: a failure, or nobody reads on. */
@Timeout(60)
class MapFailureTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("map").size(2).queueCapacity(3).maxFrame(1 << 20).build();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @AfterEach
  void nothingIsLeftInFlight() throws Exception {
    Await.until(
        "an idle pool", () -> pool.statistics().queued() == 0 && pool.statistics().running() == 0);
  }

  /** Chunks are sent ahead: what they wait behind each other must not count. */
  @Test
  void aDeadlineIsThatOfAChunkFromTheMomentWhenAWorkerHasIt() {
    List<TaskOptions> seen = Collections.synchronizedList(new ArrayList<>());
    RemoteExecutor recording =
        new RemoteExecutor() {
          @Override
          public <T extends @Nullable Object> PoolTask<T> submit(
              TaskOptions options, RemoteWork<T> work) {
            seen.add(options);
            return pool.submit(options, work);
          }
        };
    Duration limit = Duration.ofSeconds(30);
    RemoteExecutor limited = recording.with(TaskOptions.defaults().within(limit));
    assertThat(limited.mapping(Work::twice).chunk(1).over(List.of(1, 2, 3))).contains(2, 4, 6);
    assertThat(seen)
        .hasSize(3)
        .allSatisfy(options -> {
          assertThat(options.runLimit()).contains(limit);
          assertThat(options.deadline().orElseThrow()).isGreaterThan(Duration.ofDays(365));
        });
  }

  @Test
  void anItemThatTakesLongerThanTheDeadlineEndsTheStream() {
    RemoteExecutor limited = pool.with(TaskOptions.defaults().within(Duration.ofMillis(50)));
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () -> limited.map(Work::sleep, List.of(Duration.ofMinutes(1))).toList());
    assertThat(failure.failure())
        .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofMillis(50), true));
  }

  @Test
  void whoHasEnoughCancelsTheRest() throws Exception {
    String sign = folder.resolve("runs").toString();
    long before = pool.statistics().cancelled();
    assertThat(
            pool.mapping((Integer n) -> n == 0 ? 7 : Work.waitForEver(sign))
                .chunk(1)
                .over(Stream.iterate(0, n -> n + 1))
                .findFirst())
        .contains(7);
    Await.until("cancelled ones", () -> pool.statistics().cancelled() > before);
  }

  @Test
  void anExceptionOfTheConsumerCancelsTheRest() throws Exception {
    String sign = folder.resolve("runs").toString();
    long before = pool.statistics().cancelled();
    assertThatThrownBy(() ->
            pool.mapping((Integer n) -> n == 0 ? 7 : Work.waitForEver(sign))
                .chunk(1)
                .over(Stream.iterate(0, n -> n + 1))
                .forEach(n -> {
                  throw new IllegalStateException("enough of " + n);
                }))
        .hasMessage("enough of 7");
    Await.until("cancelled ones", () -> pool.statistics().cancelled() > before);
  }

  @Test
  void closingTheStreamCancelsTheRestAndClosesTheSource() throws Exception {
    String sign = folder.resolve("runs").toString();
    long before = pool.statistics().cancelled();
    AtomicBoolean closed = new AtomicBoolean();
    try (Stream<Integer> stream =
        pool.mapping((Integer n) -> n == 0 ? 7 : Work.waitForEver(sign))
            .chunk(1)
            .over(Stream.iterate(0, n -> n + 1).onClose(() -> closed.set(true)))) {
      assertThat(stream.iterator().next()).isEqualTo(7);
    }
    assertThat(closed).isTrue();
    Await.until("cancelled ones", () -> pool.statistics().cancelled() > before);
  }

  @Test
  void theFirstFailingItemIsNamedAndTheResultsBeforeItCome() {
    List<Integer> seen = new ArrayList<>();
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool.mapping(MapFailureTest::notThirteen)
                    .chunk(5)
                    .over(Stream.iterate(0, n -> n + 1))
                    .forEach(seen::add));
    assertThat(failure.task()).matches("item 13 of task \\d+ \\(MapFailureTest.notThirteen\\)");
    assertThat(failure)
        .hasMessageContaining("unlucky")
        .hasCauseInstanceOf(ArithmeticException.class);
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(seen).containsExactlyElementsOf(IntStream.range(0, 13).boxed().toList());
  }

  @Test
  void aThrowableThatCanNotBeSentIsStoodInFor() {
    assertThatThrownBy(() -> pool.map(Work::failUnsendably, Stream.of("x")).toList())
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("item 0")
        .cause()
        .isInstanceOf(RemoteThrowable.class)
        .hasMessageContaining("Unsendable: x");
  }

  @Test
  void aLostWorkerNamesTheItemsOfItsChunk() throws Exception {
    TaskFailedException failure =
        catchThrowableOfType(
            TaskFailedException.class,
            () ->
                pool.mapping((Integer n) -> n == 13 ? Work.halt(9) : n)
                    .chunk(5)
                    .over(Stream.iterate(0, n -> n + 1))
                    .toList());
    assertThat(failure.task()).startsWith("items 10 to 14 of task ");
    assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(9));
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(pool.call(Work::twice, 2)).isEqualTo(4);
  }

  @Test
  void anItemThatCanNotBeSentIsNamed() {
    List<Object> items = List.of(1, new Object());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.mapping(MapFailureTest::same).chunk(2).over(items).toList())
        .withMessageStartingWith("items 0 to 1: ")
        .withMessageContaining("element 1 is a java.lang.Object");
  }

  @Test
  void aFunctionThatCanNotBeSentIsRefusedBeforeAnythingIsRead() {
    Thread captured = Thread.currentThread();
    Stream<Integer> items = Stream.of(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pool.map(n -> captured + " " + n, items))
        .withMessageContaining("java.lang.Thread");
  }

  @Test
  void anInterruptEndsTheReading() throws Exception {
    Path sign = folder.resolve("runs");
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread reader =
        Thread.ofVirtual()
            .start(() -> {
              try {
                long count =
                    pool.map(Work::waitForEver, Stream.of(sign.toString())).toList().size();
                thrown.complete(new AssertionError(count + " results"));
              } catch (RuntimeException e) {
                thrown.complete(e);
              }
              flag.complete(Thread.currentThread().isInterrupted());
            });
    Await.pidIn(sign);
    reader.interrupt();
    assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(CancellationException.class);
    assertThat(flag.get(20, TimeUnit.SECONDS)).isTrue();
  }

  static Object same(Object item) {
    return item;
  }

  static int notThirteen(int number) {
    if (number == 13) {
      throw new ArithmeticException("unlucky");
    }
    return number;
  }
}
