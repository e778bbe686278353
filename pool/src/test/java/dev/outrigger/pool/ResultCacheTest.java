package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same call is computed once. */
@Timeout(60)
class ResultCacheTest {
  private static ProcessPool pool;

  @TempDir private Path folder;

  private ResultCache cache;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("cache").size(2).queueCapacity(3).build();
  }

  @AfterAll
  static void close() {
    pool.abort();
  }

  @BeforeEach
  void fresh() {
    cache = pool.caching(CacheOptions.entries(100));
  }

  @Test
  void theSameCallIsComputedOnce() throws Exception {
    String first = cache.call(ResultCacheTest::stamp, "a");
    assertThat(cache.call(ResultCacheTest::stamp, "a")).isEqualTo(first);
    assertThat(cache.call(ResultCacheTest::stamp, "b")).isNotEqualTo(first);
    assertThat(cache.statistics()).isEqualTo(new CacheStatistics(1, 0, 2, 0, 2));
  }

  @Test
  void anotherFunctionOfTheSameArgumentIsAnotherCall() throws Exception {
    assertThat(cache.call(Work::twice, 3)).isEqualTo(6);
    assertThat(cache.<Integer, Integer>call(Work::echo, 3)).isEqualTo(3);
    assertThat(cache.statistics().misses()).isEqualTo(2);
  }

  @Test
  void aResultOfNullIsKeptToo() throws Exception {
    assertThat(cache.<String, @Nullable String>call(_ -> null, "x")).isNull();
    assertThat(cache.statistics().entries()).isEqualTo(1);
  }

  @Test
  void aFailureIsNotKept() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> cache.call(Work::fail, "again")).hasMessageContaining("again");
    }
    assertThat(cache.statistics().misses()).isEqualTo(2);
    assertThat(cache.statistics().entries()).isZero();
  }

  @Test
  void whoComesMeanwhileSharesTheComputation() throws Exception {
    String gate = folder.resolve("gate").toString();
    long submitted = pool.statistics().submitted();
    PoolTask<Long> one = cache.submit(ResultCacheTest::pidAfter, gate);
    PoolTask<Long> two = cache.submit(ResultCacheTest::pidAfter, gate);
    Files.createFile(Path.of(gate));
    assertThat(one.join()).isEqualTo(two.join());
    assertThat(pool.statistics().submitted()).isEqualTo(submitted + 1);
    assertThat(cache.statistics().shared()).isEqualTo(1);
  }

  @Test
  void theCancelOfOneLeavesTheOthersTheirResult() throws Exception {
    String gate = folder.resolve("gate").toString();
    PoolTask<Long> one = cache.submit(ResultCacheTest::pidAfter, gate);
    PoolTask<Long> two = cache.submit(ResultCacheTest::pidAfter, gate);
    assertThat(one.cancel("not me")).isTrue();
    assertThatThrownBy(one::join).isInstanceOf(CancellationException.class).hasMessage("not me");
    assertThat(one.cancel("twice")).isFalse();
    assertThat(two.isDone()).isFalse();
    Files.createFile(Path.of(gate));
    assertThat(two.join()).isPositive();
  }

  @Test
  void theCancelOfTheLastEndsTheComputation() throws Exception {
    Path sign = folder.resolve("sign");
    long before = pool.statistics().cancelled();
    PoolTask<Integer> one = cache.submit(Work::waitForEver, sign.toString());
    PoolTask<Integer> two = cache.submit(Work::waitForEver, sign.toString());
    Await.pidIn(sign);
    one.cancel("first");
    two.cancel("last");
    assertThatThrownBy(two::join).isInstanceOf(CancellationException.class).hasMessage("last");
    assertThat(pool.statistics().cancelled()).isEqualTo(before + 1);
  }

  @Test
  void afterACancelTheSameCallBeginsAnew() throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<Integer> one = cache.submit(Work::waitForEver, sign.toString());
    Await.pidIn(sign);
    one.cancel("first");
    PoolTask<Integer> two = cache.submit(Work::waitForEver, sign.toString());
    assertThatThrownBy(one::join).isInstanceOf(CancellationException.class);
    assertThat(two.isDone()).isFalse();
    two.cancel("enough");
    assertThatThrownBy(two::join).isInstanceOf(CancellationException.class).hasMessage("enough");
  }

  @Test
  void theDeadlineOfWhoJoinedIsHisOwn() throws Exception {
    String gate = folder.resolve("gate").toString();
    PoolTask<Long> patient = cache.submit(ResultCacheTest::pidAfter, gate);
    PoolTask<Long> hasty =
        cache
            .with(TaskOptions.defaults().within(Duration.ofMillis(50)))
            .submit(ResultCacheTest::pidAfter, gate);
    assertThatThrownBy(hasty::join)
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("DEADLINE");
    Files.createFile(Path.of(gate));
    assertThat(patient.join()).isPositive();
  }

  @Test
  void theDeadlineOfWhoBeganIsHisOwnToo() throws Exception {
    String gate = folder.resolve("gate").toString();
    PoolTask<Long> hasty = withinMillis(300).submit(ResultCacheTest::pidAfter, gate);
    PoolTask<Long> patient = cache.submit(ResultCacheTest::pidAfter, gate);
    assertThatThrownBy(hasty::join)
        .isInstanceOf(TaskFailedException.class)
        .hasMessageContaining("it was not done within 300 ms");
    assertThat(patient.isDone()).isFalse();
    Files.createFile(Path.of(gate));
    assertThat(patient.join()).isPositive();
  }

  @Test
  void theDeadlineOfTheLastWhoWaitsStopsTheComputation() throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<Integer> one = withinMillis(100).submit(Work::waitForEver, sign.toString());
    PoolTask<Integer> two = withinMillis(900).submit(Work::waitForEver, sign.toString());
    Await.pidIn(sign);
    assertThatThrownBy(one::join).hasMessageContaining("within 100 ms");
    assertThatThrownBy(two::join)
        .isInstanceOfSatisfying(
            TaskFailedException.class,
            e -> {
              assertThat(e.failure())
                  .isEqualTo(new FailureCause.DeadlineExceeded(Duration.ofMillis(900), false));
              assertThat(e.evidence().stack().orElseThrow()).contains("waitForEver");
            });
    Await.until("nothing running", () -> pool.statistics().running() == 0);
  }

  @Test
  void whoWaitsWithoutADeadlineAndLeavesLeavesTheOtherHis() throws Exception {
    Path sign = folder.resolve("sign");
    PoolTask<Integer> endless = cache.submit(Work::waitForEver, sign.toString());
    PoolTask<Integer> hasty = withinMillis(1_000).submit(Work::waitForEver, sign.toString());
    endless.cancel("not me");
    assertThatThrownBy(hasty::join).hasMessageContaining("within 1.0 s");
  }

  @Test
  void anActionIsDoneEachTime() throws Exception {
    Path file = folder.resolve("lines");
    for (int i = 0; i < 2; i++) {
      cache.run(ResultCacheTest::append, file.toString());
    }
    assertThat(file).hasContent("xx");
  }

  private RemoteExecutor withinMillis(int millis) {
    return cache.with(TaskOptions.defaults().within(Duration.ofMillis(millis)));
  }

  static void append(String file) throws Exception {
    Files.writeString(Path.of(file), "x", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Test
  void theNumberOfResultsIsBounded() throws Exception {
    ResultCache small = pool.caching(CacheOptions.entries(5));
    for (int i = 0; i < 20; i++) {
      small.call(Work::twice, i);
    }
    assertThat(small.statistics().evicted()).isEqualTo(15);
    assertThat(small.statistics().entries()).isEqualTo(5);
  }

  @Test
  void theBytesOfResultsAreBounded() throws Exception {
    ResultCache small = pool.caching(CacheOptions.bytes(50_000));
    for (int i = 0; i < 10; i++) {
      small.call(Work::reversedCopy, new byte[10_000 + i]);
    }
    assertThat(small.statistics().evicted()).isEqualTo(8);
  }

  @Test
  void aResultExpires() throws Exception {
    ResultCache brief = pool.caching(CacheOptions.entries(5).expiringAfter(Duration.ofMillis(1)));
    String first = brief.call(ResultCacheTest::stamp, "a");
    Await.until("another", () -> !brief.call(ResultCacheTest::stamp, "a").equals(first));
  }

  @Test
  void aRefusalLeavesNothingBehind() throws Exception {
    assertThatThrownBy(() -> cache.submit(() -> Thread.currentThread()).join())
        .isInstanceOf(TaskFailedException.class);
    Thread captured = Thread.currentThread();
    assertThatThrownBy(() -> cache.submit(() -> captured.getName()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(cache.call(Work::twice, 1)).isEqualTo(2);
  }

  @Test
  void aMapGoesPastTheCache() {
    assertThat(cache.map(Work::twice, List.of(1, 1))).containsExactly(2, 2);
    assertThat(cache.statistics()).isEqualTo(new CacheStatistics(0, 0, 0, 0, 0));
  }

  @Test
  void clearForgets() throws Exception {
    String first = cache.call(ResultCacheTest::stamp, "a");
    cache.clear();
    assertThat(cache.call(ResultCacheTest::stamp, "a")).isNotEqualTo(first);
  }

  static String stamp(String text) {
    return text + System.nanoTime();
  }

  static long pidAfter(String gate) throws Exception {
    Await.until("a file", () -> Files.exists(Path.of(gate)));
    return Work.pid();
  }
}
