package dev.outrigger.pool;

import dev.outrigger.pool.process.ClassPaths;
import dev.outrigger.pool.process.HostBudget;
import dev.outrigger.pool.process.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The options of a {@link PoolBuilder} that say how a worker is started, checked. */
final class LaunchChoices {
  private OptionalLong heap = OptionalLong.empty();
  private int niceness = 10;
  private List<String> jvmArguments = List.of();
  private Optional<List<Path>> classPath = Optional.empty();
  private Map<String, String> environment = Map.of();
  private Optional<Path> directory = Optional.empty();
  private StartupCache startupCache = StartupCache.defaults();

  void heap(long bytes) {
    Check.that(bytes >= 8 << 20, bytes, "heapPerWorker (worker.heap)", "must be at least 8 MiB");
    heap = OptionalLong.of(bytes);
  }

  void niceness(int value) {
    niceness =
        Check.that(
            value >= 0 && value <= 19, value, "niceness (worker.niceness)", "must be 0 to 19");
  }

  void jvmArguments(List<String> values) {
    jvmArguments = Check.list(values, "jvmArguments");
  }

  void classPath(List<Path> entries) {
    classPath = Optional.of(Check.list(entries, "classPath"));
  }

  void environment(Map<String, String> values) {
    environment = Check.environment(values);
  }

  void directory(Path value) {
    Check.that(
        Files.isDirectory(Check.given(value, "directory")),
        value,
        "directory (worker.directory)",
        "must be a folder");
    directory = Optional.of(value);
  }

  void startupCache(StartupCache value) {
    startupCache = Check.given(value, "startupCache");
  }

  StartupCache startupCache() {
    return startupCache;
  }

  /** Takes the heap of so many workers out of the budget. */
  Launch launch(HostBudget budget, int workers) {
    List<Path> classes = classPath.orElseGet(() -> ClassPaths.current(startupCache.folder()));
    return new Launch(
        budget.claim(workers, heap),
        niceness,
        jvmArguments,
        classes,
        environment,
        directory,
        startupCache);
  }
}
