package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A program with shared memory, to be killed by {@link SharedFilesTest}. */
final class SharingProgram {
  private SharingProgram() {}

  /** Arguments: "alone" or "with workers", and where to write the process id. */
  public static void main(String[] arguments) throws Exception {
    SharedArray<double[]> shared = SharedArray.ofDoubles(1000);
    if (arguments[0].equals("alone")) {
      Files.writeString(Path.of(arguments[1]), Long.toString(Work.pid()));
    } else {
      ProcessPool pool = ProcessPool.builder().name("sharing").size(2).build();
      Await.fullSize(pool);
      PoolTask<?> _ = pool.submit(ArrayWork::waitWithLease, shared.writable(), arguments[1]);
    }
    new CountDownLatch(1).await();
  }
}
