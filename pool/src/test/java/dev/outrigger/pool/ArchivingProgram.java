package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A program with a cache of its own, run by {@link StartupArchiveTest}. */
final class ArchivingProgram {
  private ArchivingProgram() {}

  /**
   * Arguments: the cache; "once", or "until-made" to wait for a new archive; how many workers;
   * arguments of their JVMs. Prints whether the pool works, and whether a worker has an archive.
   */
  public static void main(String[] arguments) throws Exception {
    Path cache = Path.of(arguments[0]);
    long before = archives(cache);
    try (ProcessPool pool =
        ProcessPool.builder()
            .size(Integer.parseInt(arguments[2]))
            .heapPerWorker((32L << 20) * Integer.parseInt(arguments[2]))
            .startupCache(StartupCache.in(cache))
            .jvmArguments(List.of(arguments).subList(3, arguments.length))
            .build()) {
      boolean fromArchive = pool.call(ArchivingProgram::hasArchive);
      System.out.println("works " + fromArchive);
      if (arguments[1].equals("until-made")) {
        Await.until("an archive", Duration.ofMinutes(4), () -> archives(cache) > before);
      }
    }
  }

  /** Whether the JDK's own classes come from an archive that is not the JDK's. */
  private static boolean hasArchive() throws Exception {
    String maps = Files.readString(Path.of("/proc/self/maps"));
    return Arrays.stream(maps.split("\n", -1)).anyMatch(line -> line.endsWith(".aot"));
  }

  private static long archives(Path cache) throws Exception {
    Path folder = cache.resolve("start-up");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".aot")).count();
    }
  }
}
