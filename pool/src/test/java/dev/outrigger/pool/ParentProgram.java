package dev.outrigger.pool;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A program with a pool, to be killed by {@link ParentDeathTest}. */
final class ParentProgram {
  private ParentProgram() {}

  /** Keeps one worker idle, one waiting and one spinning; the two write their process ids. */
  public static void main(String[] folder) throws Exception {
    ProcessPool pool =
        ProcessPool.builder()
            .name("orphan")
            .size(3)
            .heapPerWorker(32 << 20)
            // Who makes an archive is a child too, and no worker.
            .startupCache(StartupCache.off())
            .build();
    Await.fullSize(pool);
    List<PoolTask<?>> _ =
        List.of(
            pool.submit(Work::waitForEver, Path.of(folder[0], "waits").toString()),
            pool.submit(Work::spin, Path.of(folder[0], "spins").toString()));
    new CountDownLatch(1).await();
  }
}
