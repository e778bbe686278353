package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A function for many items. One pool of two workers with a short queue. */
@Timeout(60)
class MapTest {
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

  @Test
  void resultsComeInTheOrderOfTheItems() {
    assertThat(pool.map(Work::twice, IntStream.range(0, 100_000).boxed()))
        .containsExactlyElementsOf(IntStream.range(0, 100_000).map(n -> 2 * n).boxed().toList());
  }

  @Test
  void everyKindOfSourceWillDo() {
    List<Integer> items = List.of(3, 4);
    assertThat(pool.map(Work::twice, items)).containsExactly(6, 8);
    assertThat(pool.map(Work::twice, items.iterator())).containsExactly(6, 8);
    assertThat(pool.map(Work::twice, items.stream())).containsExactly(6, 8);
    assertThat(pool.mapUnordered(Work::twice, items)).containsExactlyInAnyOrder(6, 8);
    assertThat(pool.mapUnordered(Work::twice, items.iterator())).containsExactlyInAnyOrder(6, 8);
    assertThat(pool.mapUnordered(Work::twice, items.parallelStream()))
        .containsExactlyInAnyOrder(6, 8);
    assertThat(pool.map(Work::twice, List.<Integer>of())).isEmpty();
  }

  @Test
  void itemsAndResultsOfAllTypesKeepThem() {
    List<Object> mixed = new ArrayList<>(Arrays.asList(1, 2L, 3.0, "four", null, new int[] {5}));
    List<Object> back = pool.mapping(MapTest::same).chunk(6).over(mixed).toList();
    assertThat(back.subList(0, 5)).isEqualTo(mixed.subList(0, 5));
    assertThat((int[]) back.get(5)).containsExactly(5);
    assertThat(pool.mapping(MapTest::asLong).chunk(2).over(List.of(1, 2, 3)))
        .containsExactly(1L, 2L, 3L);
    assertThat(pool.mapping(MapTest::half).chunk(2).over(List.of(1.0, 3.0)))
        .containsExactly(0.5, 1.5);
    assertThat(pool.mapping(MapTest::text).chunk(2).over(List.of(1L, 2L)))
        .containsExactly("1", "2");
  }

  @Test
  void unorderedResultsDoNotWaitForASlowItem() throws Exception {
    String gate = folder.resolve("gate").toString();
    try (Stream<Integer> results =
        pool.mapping((Integer n) -> n == 0 ? awaitFile(gate) : n)
            .chunk(1)
            .unordered()
            .over(List.of(0, 1, 2, 3))) {
      Iterator<Integer> iterator = results.iterator();
      List<Integer> quick = List.of(iterator.next(), iterator.next(), iterator.next());
      assertThat(quick).containsExactlyInAnyOrder(1, 2, 3);
      Files.createFile(Path.of(gate));
      assertThat(iterator.next()).isZero();
      assertThat(iterator.hasNext()).isFalse();
    }
  }

  @Test
  void anEndlessSourceIsReadNoFurtherThanAWindow() {
    AtomicLong read = new AtomicLong();
    Stream<Integer> endless = Stream.generate(() -> (int) read.getAndIncrement());
    assertThat(pool.mapping(Work::twice).chunk(10).over(endless).limit(100).toList())
        .hasSize(100)
        .endsWith(198);
    assertThat(read.get()).isBetween(100L, 100 + 10L * 3 * 2);
  }

  @Test
  void nothingIsReadOrSentBeforeTheStreamIs() {
    AtomicLong read = new AtomicLong();
    long submitted = pool.statistics().submitted();
    try (Stream<Integer> stream =
        pool.map(Work::twice, Stream.generate(() -> (int) read.getAndIncrement()))) {
      assertThat(stream.isParallel()).isFalse();
    }
    assertThat(read.get()).isZero();
    assertThat(pool.statistics().submitted()).isEqualTo(submitted);
  }

  @Test
  void anEndlessSourceCanBeIterated() {
    try (Stream<Integer> stream =
        pool.map(Work::twice, Stream.iterate(0, n -> n + 1)).map(n -> n + 1)) {
      Iterator<Integer> iterator = stream.iterator();
      for (int i = 0; i < 1000; i++) {
        assertThat(iterator.next()).isEqualTo(2 * i + 1);
      }
    }
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
                pool.mapping(MapTest::notThirteen)
                    .chunk(5)
                    .over(Stream.iterate(0, n -> n + 1))
                    .forEach(seen::add));
    assertThat(failure.task()).matches("item 13 of task \\d+ \\(MapTest.notThirteen\\)");
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
        .isThrownBy(() -> pool.mapping(MapTest::same).chunk(2).over(items).toList())
        .withMessageStartingWith("items 0 to 1: ")
        .withMessageContaining("[1] is a java.lang.Object");
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
  void chunksThatAreTooLargeToSendAreHalved() {
    List<Work.Holder> items =
        Stream.generate(() -> new Work.Holder(new byte[200_000])).limit(20).toList();
    assertThat(pool.mapping(MapTest::size).chunk(20).over(items)).hasSize(20).containsOnly(200_000);
  }

  @Test
  void itemsWhoseResultsAreLargeTakeMoreThanOneTrip() {
    try (ProcessPool wide = ProcessPool.builder().name("wide").size(1).build()) {
      List<Integer> sizes =
          wide.mapping(MapTest::bytes)
              .chunk(20)
              .over(Stream.iterate(0, n -> n + 1).limit(20))
              .map(bytes -> bytes.length)
              .toList();
      assertThat(sizes)
          .containsExactlyElementsOf(IntStream.range(1 << 20, 20 + (1 << 20)).boxed().toList());
      assertThat(wide.statistics().submitted()).isGreaterThan(1);
    }
  }

  @Test
  void aQueueThatIsFullOfOtherWorkIsWaitedFor() throws Exception {
    List<PoolTask<Integer>> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      others.add(pool.submit(Work::waitForEver, folder.resolve("o" + i).toString()));
      Await.until("taken", () -> pool.statistics().queued() <= Math.max(0, others.size() - 2));
    }
    Await.until("full", () -> pool.statistics().queued() == 3);
    long rejected = pool.statistics().rejected();
    CompletableFuture<List<Integer>> mapped =
        CompletableFuture.supplyAsync(() -> pool.map(Work::twice, List.of(1, 2, 3)).toList());
    Await.until("a refusal", () -> pool.statistics().rejected() > rejected);
    others.forEach(task -> task.cancel("make room"));
    assertThat(mapped.get(20, TimeUnit.SECONDS)).containsExactly(2, 4, 6);
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

  @Test
  void quickItemsTravelManyAtATime() {
    long before = pool.statistics().submitted();
    long sum =
        pool.map(Work::twice, IntStream.range(0, 200_000).boxed())
            .collect(Collectors.summingLong(Integer::longValue));
    assertThat(sum).isEqualTo(199_999L * 200_000);
    assertThat(pool.statistics().submitted() - before).isLessThan(2_000);
  }

  @Test
  void progressIsToldWhereSomebodyAsked() {
    try (LogLines log = new LogLines("progress")) {
      assertThat(pool.mapping(Work::twice).progress("doubling").over(List.of(1, 2, 3))).hasSize(3);
      assertThat(log.lines()).containsExactly("INFO doubling: ended, 3 of 3 done (100 %)");
    }
  }

  @Test
  void aChunkOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> pool.mapping(Work::twice).chunk(0));
  }

  static Object same(Object item) {
    return item;
  }

  static long asLong(int number) {
    return number;
  }

  static double half(double number) {
    return number / 2;
  }

  static String text(long number) {
    return Long.toString(number);
  }

  static int notThirteen(int number) {
    if (number == 13) {
      throw new ArithmeticException("unlucky");
    }
    return number;
  }

  static int size(Work.Holder holder) {
    return ((byte[]) holder.content()).length;
  }

  static byte[] bytes(int number) {
    return new byte[(1 << 20) + number];
  }

  static int awaitFile(String name) throws Exception {
    Await.until("a file", () -> Files.exists(Path.of(name)));
    return 0;
  }
}
