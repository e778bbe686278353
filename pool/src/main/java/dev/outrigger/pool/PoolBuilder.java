package dev.outrigger.pool;

import dev.outrigger.pool.process.ClassPaths;
import dev.outrigger.pool.process.HeapBudget;
import dev.outrigger.pool.process.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Collects the options of a pool; each says here what it means and what it is by default. */
public final class PoolBuilder {
  private String name = "pool";
  private int size = Runtime.getRuntime().availableProcessors();
  private int queueCapacity = 1000;
  private OptionalLong heapPerWorker = OptionalLong.empty();
  private Optional<Duration> deadline = Optional.empty();
  private Duration grace = Duration.ofMillis(500);
  private int niceness = 10;
  private List<String> jvmArguments = List.of();
  private Optional<List<Path>> classPath = Optional.empty();
  private Duration startupTimeout = Duration.ofSeconds(30);
  private int maxFrame = 64 << 20;

  PoolBuilder() {}

  /** Name in threads, logs ("dev.outrigger.pool.NAME") and errors. Default: "pool". */
  public PoolBuilder name(String value) {
    name = Check.that(!value.isBlank(), value, "name", "must not be blank");
    return this;
  }

  /** How many workers it keeps. Default: the processors that this process may use. */
  public PoolBuilder size(int value) {
    size = Check.that(value >= 1 && value <= 1024, value, "size", "must be 1 to 1024");
    return this;
  }

  /**
   * How many tasks may wait for a worker; one more meets {@link PoolFullException}. Default: 1000.
   */
  public PoolBuilder queueCapacity(int value) {
    queueCapacity = Check.that(value >= 1, value, "queueCapacity", "must be at least 1");
    return this;
  }

  /**
   * Largest heap of each worker, in bytes. Default: half of the machine's (or the cgroup's) memory
   * less the largest heap of this process, shared by the workers, at least 64 and at most 512 MiB.
   */
  public PoolBuilder heapPerWorker(long bytes) {
    heapPerWorker =
        OptionalLong.of(
            Check.that(bytes >= 8 << 20, bytes, "heapPerWorker", "must be at least 8 MiB"));
    return this;
  }

  /** For tasks that don't say otherwise: the time from submission to the end. Default: none. */
  public PoolBuilder deadline(Duration value) {
    deadline = Optional.of(Check.that(value.isPositive(), value, "deadline", "must be above zero"));
    return this;
  }

  /**
   * How long a task may take to stop once it is interrupted; then its process is killed. Default:
   * 500 ms.
   */
  public PoolBuilder grace(Duration value) {
    grace = Check.that(!value.isNegative(), value, "grace", "must not be negative");
    return this;
  }

  /**
   * How much the workers stand back for everything else on the machine, from 0 (not at all) to 19,
   * as the program "nice" takes it. Default: 10, so that a busy pool never starves its server.
   */
  public PoolBuilder niceness(int value) {
    niceness = Check.that(value >= 0 && value <= 19, value, "niceness", "must be 0 to 19");
    return this;
  }

  /** More arguments for the worker JVMs, after the pool's own. Default: none. */
  public PoolBuilder jvmArguments(List<String> values) {
    jvmArguments = List.copyOf(values);
    return this;
  }

  /**
   * Where workers find classes. Default: the URLs of the context class loader and its parents, then
   * the class path and the module path of this JVM.
   */
  public PoolBuilder classPath(List<Path> entries) {
    classPath = Optional.of(List.copyOf(entries));
    return this;
  }

  /** How long a worker may take until it is ready; then it is killed. Default: 30 s. */
  public PoolBuilder startupTimeout(Duration value) {
    startupTimeout = Check.that(value.isPositive(), value, "startupTimeout", "must be above zero");
    return this;
  }

  /**
   * Largest task with its arguments, and largest result, in bytes. Both sides hold it in memory at
   * once. Default: 64 MiB.
   */
  public PoolBuilder maxFrame(int bytes) {
    maxFrame =
        Check.that(
            bytes >= 64 << 10 && bytes <= 1 << 30, bytes, "maxFrame", "must be 64 KiB to 1 GiB");
    return this;
  }

  /** Starts the pool; its workers get ready in the background. */
  public ProcessPool build() {
    return new ProcessPool(
        new Settings(
            name,
            size,
            queueCapacity,
            heapPerWorker.orElseGet(() -> HeapBudget.perWorker(size)),
            deadline,
            grace,
            niceness,
            jvmArguments,
            classPath.orElseGet(ClassPaths::current),
            startupTimeout,
            maxFrame));
  }
}
