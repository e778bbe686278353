package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of tasks of every kind while workers are killed at random: each ends once, the counts
 * add up, and afterwards no process, descriptor, socket or file is left. The seed is in the log and
 * in the words of a failure.
 */
@Timeout(300)
class LeftoverChaosTest {
  private static final int TASKS = 2000;
  private static final TaskOptions AT_ONCE =
      TaskOptions.defaults().within(Duration.ofMillis(1)).withGrace(Duration.ofMillis(50));

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final List<PoolTask<?>> tasks = new ArrayList<>();

  @Test
  void everyTaskEndsOnceAndNothingIsLeft() throws Exception {
    System.getLogger("dev.outrigger.pool.chaos").log(System.Logger.Level.INFO, "seed " + seed);
    // What a JVM opens once and keeps is no leftover.
    run(50);
    tasks.clear();
    long descriptors = descriptors();
    PoolStatistics end = run(TASKS);
    assertThat(count(Future.State.SUCCESS))
        .as("completed, seed %d", seed)
        .isEqualTo(end.completed());
    assertThat(count(Future.State.FAILED)).as("failed, seed %d", seed).isEqualTo(end.failed());
    assertThat(count(Future.State.CANCELLED))
        .as("cancelled, seed %d", seed)
        .isEqualTo(end.cancelled());
    assertThat(end.submitted())
        .as("submitted, seed %d", seed)
        .isEqualTo(TASKS)
        .isEqualTo(end.completed() + end.failed() + end.cancelled());
    Await.until("no process is left, seed " + seed, () -> workers().isEmpty());
    Await.until("no shared file is left", () -> SharedFilesHere.folders().isEmpty());
    assertThat(folders()).as("private folders, seed %d", seed).isEmpty();
    Await.until("no descriptor is left, seed " + seed, () -> descriptors() <= descriptors);
  }

  private PoolStatistics run(int count) throws Exception {
    ProcessPool pool =
        ProcessPool.builder()
            .name("leftover")
            .size(2)
            .queueCapacity(2 * TASKS)
            .heapPerWorker(64 << 20)
            .startupCache(StartupCache.off())
            .hungAfter(Duration.ofSeconds(1))
            .build();
    try (SharedArray<double[]> shared = SharedArray.ofDoubles(1 << 16)) {
      for (int i = 0; i < count; i++) {
        tasks.add(submit(pool, shared, i));
        if (random.nextInt(150) == 0) {
          harmAWorker();
        }
        if (i % 50 == 49) {
          Await.until("half of it", () -> pool.statistics().queued() < 30);
        }
      }
      pool.close();
    }
    return pool.statistics();
  }

  private PoolTask<?> submit(ProcessPool pool, SharedArray<double[]> shared, int number) {
    return switch (random.nextInt(100)) {
      case 0 -> pool.submit(Work::halt, 3);
      case 1, 2 -> pool.submit(Work::fail, "chance");
      case 3 -> pool.with(AT_ONCE).submit(Work::sleep, Duration.ofSeconds(20));
      case 4, 5, 6, 7 -> {
        PoolTask<Integer> task = pool.submit(Work::twice, number);
        task.cancel("chance");
        yield task;
      }
      case 8, 9 -> pool.submit(ArrayWork::last, ArrayWork.numbers(1 << 17));
      case 10, 11 -> pool.submit(ArrayWork::numbers, 1 << 17);
      case 12, 13 -> pool.submit(ArrayWork::sum, shared);
      case 14 -> read(pool);
      case 15 -> pool.submit(Work::unsendableResult);
      default -> pool.submit(Work::twice, number);
    };
  }

  /** Reads a stream to a part that is chosen at random, or as far as its worker lives. */
  private PoolTask<?> read(ProcessPool pool) {
    int last = random.nextInt(200);
    try (PoolStream<Integer> parts = pool.stream(Yielding::count, 100)) {
      try {
        int next = 0;
        for (int part : parts) {
          assertThat(part).as("seed %d", seed).isEqualTo(next++);
          if (part == last) {
            break;
          }
        }
      } catch (TaskFailedException _) {
        // Counted by the state of its task.
      }
      return parts.task();
    }
  }

  private void harmAWorker() throws Exception {
    List<ProcessHandle> alive = workers();
    if (!alive.isEmpty()) {
      ProcessHandle victim = alive.get(random.nextInt(alive.size()));
      String signal = random.nextInt(8) == 0 ? "-STOP" : "-KILL";
      int _ = new ProcessBuilder("kill", signal, Long.toString(victim.pid())).start().waitFor();
    }
  }

  private long count(Future.State state) {
    return tasks.stream().filter(task -> task.state() == state).count();
  }

  private static List<ProcessHandle> workers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("WorkerMain"))
        .toList();
  }

  private static List<Path> folders() throws Exception {
    String prefix = "outrigger-" + ProcessHandle.current().pid() + "-";
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }

  /** Those that a collection frees do not count. */
  private static long descriptors() throws Exception {
    System.gc();
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }
}
