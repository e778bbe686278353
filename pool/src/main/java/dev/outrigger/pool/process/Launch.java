package dev.outrigger.pool.process;

import dev.outrigger.pool.StartupCache;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How worker processes are started.
 *
 * @param heap what each worker may take, and for how long it is promised
 * @param environment variables that workers get beside those of this process, or instead of them
 * @param directory where they run; empty: where this process runs
 * @param startupCache what makes their start quicker
 */
public record Launch(
    HostBudget.Share heap,
    int niceness,
    List<String> jvmArguments,
    List<Path> classPath,
    Map<String, String> environment,
    Optional<Path> directory,
    StartupCache startupCache) {
  /** The same for a worker beside those of the pool. */
  Launch forActor() {
    return new Launch(
        heap.forOneMore(), niceness, jvmArguments, classPath, environment, directory, startupCache);
  }
}
