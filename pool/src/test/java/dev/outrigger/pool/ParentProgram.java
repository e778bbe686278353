package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program with a pool, to be killed by {@link ParentDeathTest}. */
final class ParentProgram {
  private ParentProgram() {}

  /**
   * Keeps one worker idle, one waiting, one spinning, one with a stream that nobody reads, one with
   * an actor that spins, and in a pool of its own one to which short tasks are sent ahead. Those
   * that run for long write their process ids.
   */
  public static void main(String[] folder) throws Exception {
    ProcessPool pool = pool("orphan", 5);
    Await.fullSize(pool);
    String folderName = folder[0];
    PoolStream<Integer> _ = pool.stream(Yielding::endless, sign(folderName, "streams"));
    Actor<Ledger> actor = pool.actor(Ledger.class, Books::make);
    Thread.ofPlatform().daemon().start(() -> spin(actor, sign(folderName, "acts")));
    List<PoolTask<?>> _ =
        List.of(
            pool.submit(Work::waitForEver, sign(folderName, "waits")),
            pool.submit(Work::spin, sign(folderName, "spins")));
    try (ProcessPool flooded = pool("flooded", 1)) {
      while (true) {
        List<PoolTask<Integer>> tasks = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          tasks.add(flooded.submit(Work::twice, i));
        }
        for (PoolTask<Integer> task : tasks) {
          int _ = task.join();
        }
        Files.writeString(Path.of(folderName, "floods"), Long.toString(flooded.call(Work::pid)));
      }
    }
  }

  private static ProcessPool pool(String name, int size) {
    // Who makes an archive is a child too, and no worker.
    return ProcessPool.builder()
        .name(name)
        .size(size)
        .heapPerWorker(32 << 20)
        .startupCache(StartupCache.off())
        .build();
  }

  private static void spin(Actor<Ledger> actor, String sign) {
    try {
      long _ = actor.proxy().spin(sign);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static String sign(String folder, String name) {
    return Path.of(folder, name).toString();
  }
}
