package dev.outrigger.pool;

import java.nio.file.Path;
import java.util.Arrays;

/** Where a pool has its socket: the command lines of its workers name it. */
final class PoolSocket {
  private PoolSocket() {}

  static Path of(ProcessPool pool) throws InterruptedException {
    long pid = pool.call(Work::pid);
    String[] arguments = ProcessHandle.of(pid).orElseThrow().info().arguments().orElseThrow();
    return Arrays.stream(arguments)
        .filter(argument -> argument.endsWith("/s"))
        .map(Path::of)
        .findFirst()
        .orElseThrow();
  }
}
