package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

  /** The source asks for the third item only once somebody has seen the results of the others. */
  @Test
  void resultsThatAreThereAreHandedOutBeforeALiveSourceIsAskedForMore() {
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    AtomicInteger asked = new AtomicInteger();
    long before = pool.statistics().completed();
    Iterator<Integer> live =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return asked.get() < 5;
          }

          @Override
          public Integer next() {
            int number = asked.getAndIncrement();
            if (number == 2) {
              // By now the first two are done, and reading on would keep them back.
              assertThatCode(() ->
                      Await.until("two results", () -> pool.statistics().completed() == before + 2))
                  .doesNotThrowAnyException();
            }
            if (number == 3) {
              assertThat(seen).contains(0, 2);
            }
            return number;
          }
        };
    pool.mapping(Work::twice).chunk(1).over(live).forEach(seen::add);
    assertThat(seen).containsExactly(0, 2, 4, 6, 8);
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
