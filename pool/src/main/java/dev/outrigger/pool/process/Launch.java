package dev.outrigger.pool.process;

import java.nio.file.Path;
import java.util.List;

/** How worker processes are started. */
public record Launch(
    long heapPerWorker, int niceness, List<String> jvmArguments, List<Path> classPath) {}
