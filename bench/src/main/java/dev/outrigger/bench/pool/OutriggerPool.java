package dev.outrigger.bench.pool;

import static java.util.stream.IntStream.range;

import dev.outrigger.pool.PoolBuilder;
import dev.outrigger.pool.PoolSize;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.ProcessPool;
import dev.outrigger.pool.SharedArray;
import dev.outrigger.pool.StartupCache;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Ours. */
final class OutriggerPool implements Contender {
  private static final double MICROS = 1e3;
  private static final double MILLIS = 1e6;
  private static final int QUEUE = 200_000;

  private final ProcessPool single;
  private final ProcessPool pair;

  OutriggerPool() {
    this.single = sized(1).build();
    this.pair = sized(2).build();
  }

  private static PoolBuilder sized(int workers) {
    return ProcessPool.builder().name("bench").size(workers).queueCapacity(QUEUE);
  }

  @Override
  public String name() {
    return "Outrigger";
  }

  @Override
  public long pid() {
    return ProcessHandle.current().pid();
  }

  @Override
  public Optional<Sample> measure(Subject subject, int count) throws Exception {
    return Optional.of(
        switch (subject) {
          case IDLE -> roundTrips(count, Duration.ofMillis(10));
          case WARM -> roundTrips(count, Duration.ZERO);
          case BURST -> burst(count);
          case MAP -> map(count, pair.map(Work::next, integers(count)));
          case MAP_UNORDERED -> map(count, pair.mapUnordered(Work::next, integers(count)));
          case COPY -> copies(count);
          case LEASE -> leases(count);
          case SPAWN -> spawns(count, StartupCache.defaults());
          case SPAWN_BARE -> spawns(count, StartupCache.off());
          case SUCCESSOR -> successions(count);
          case MEMORY -> memory();
        });
  }

  private Sample roundTrips(int count, Duration pause) throws InterruptedException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      if (pause.isPositive()) {
        Thread.sleep(pause);
      }
      long start = System.nanoTime();
      check(single.call(Work::next, i) == i + 1);
      nanos[i] = System.nanoTime() - start;
    }
    return Sample.ofTimes(LongStream.of(nanos), MICROS);
  }

  private Sample burst(int count) throws InterruptedException {
    Deque<PoolTask<Integer>> tasks = new ArrayDeque<>(count);
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      tasks.add(pair.submit(Work::next, i));
    }
    for (int i = 0; i < count; i++) {
      check(tasks.removeFirst().joinOrCancel() == i + 1);
    }
    return Sample.of(count * 1e9 / (System.nanoTime() - start));
  }

  private static Iterable<Integer> integers(int count) {
    return () -> range(0, count).iterator();
  }

  private static Sample map(int count, Stream<Integer> results) {
    long start = System.nanoTime();
    try (results) {
      check(results.mapToLong(Integer::longValue).sum() == count * (count + 1L) / 2);
    }
    return Sample.of(count * 1e9 / (System.nanoTime() - start));
  }

  private Sample copies(int count) {
    double[] array = array();
    return repeated(count, () -> single.call(Work::last, array));
  }

  /** No constant: a worker initializes the class in whose code it finds the function's name. */
  private static double[] array() {
    return new double[8_000_000];
  }

  private Sample leases(int count) throws IOException {
    try (SharedArray<double[]> shared = SharedArray.of(array())) {
      return repeated(count, () -> single.call(Work::lastShared, shared));
    }
  }

  private interface Step {
    Object take() throws Exception;
  }

  private static Sample repeated(int count, Step step) {
    return Sample.ofTimes(
        IntStream.range(0, count)
            .mapToLong(_ -> {
              long start = System.nanoTime();
              try {
                var _ = step.take();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
              return System.nanoTime() - start;
            }),
        MILLIS);
  }

  private static Sample spawns(int count, StartupCache archive) throws InterruptedException {
    long[] nanos = new long[count];
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      try (ProcessPool pool = sized(1).startupCache(archive).build()) {
        check(pool.call(Work::next, i) == i + 1);
        nanos[i] = System.nanoTime() - start;
      }
    }
    return Sample.ofTimes(LongStream.of(nanos), MILLIS);
  }

  /** The killed one was busy; the next task waits in the queue when it dies. */
  private static Sample successions(int count) throws InterruptedException {
    long[] nanos = new long[count];
    PoolSize size = PoolSize.defaults().atLeast(1).atMost(1).withSpares(1);
    try (ProcessPool pool = sized(1).size(size).build()) {
      for (int i = 0; i < count; i++) {
        while (pool.statistics().idle() < 2) {
          LockSupport.parkNanos(1_000_000);
        }
        ProcessHandle worker = ProcessHandle.of(pool.call(Work::pid)).orElseThrow();
        PoolTask<Boolean> victim = pool.submit(Work::sleep);
        PoolTask<Integer> next = pool.submit(Work::next, i);
        Thread.sleep(50);
        long start = System.nanoTime();
        worker.destroyForcibly();
        check(next.joinOrCancel() == i + 1);
        nanos[i] = System.nanoTime() - start;
        check(victim.handle((_, loss) -> loss != null).toCompletableFuture().join());
      }
    }
    return Sample.ofTimes(LongStream.of(nanos), MILLIS);
  }

  /** Of one that has run a task and then nothing for a second. */
  private static Sample memory() throws Exception {
    try (ProcessPool pool = sized(1).build()) {
      long worker = pool.call(Work::pid);
      Thread.sleep(1000);
      return Sample.of(ProcessTree.residentMegabytes(worker));
    }
  }

  private static void check(boolean right) {
    if (!right) {
      throw new IllegalStateException("a task gave a wrong result");
    }
  }

  @Override
  public void close() {
    single.close();
    pair.close();
  }
}
