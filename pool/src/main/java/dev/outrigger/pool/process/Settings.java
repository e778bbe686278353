package dev.outrigger.pool.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The options of a pool, checked and with all defaults filled in; the builder says what they mean.
 */
public record Settings(
    String name,
    int size,
    int queueCapacity,
    long heapPerWorker,
    Optional<Duration> deadline,
    Duration grace,
    int niceness,
    List<String> jvmArguments,
    List<Path> classPath,
    Duration startupTimeout,
    int maxFrame) {}
