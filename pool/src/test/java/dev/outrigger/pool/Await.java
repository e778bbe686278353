package dev.outrigger.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Bounded waiting for something that can only be looked at. */
public final class Await {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Await() {}

  public static void until(String what, Callable<Boolean> condition) throws Exception {
    until(what, LIMIT, condition);
  }

  public static void until(String what, Duration limit, Callable<Boolean> condition)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not within " + limit + ": " + what);
      }
      LockSupport.parkNanos(5_000_000);
    }
  }

  /** The process id that a task wrote into this file once it ran. */
  public static long pidIn(Path sign) throws Exception {
    until("a sign in " + sign, () -> Files.exists(sign) && Files.size(sign) > 0);
    return Long.parseLong(Files.readString(sign));
  }

  /** Until the signal to stop, which the kernel hands to each thread, has reached all of them. */
  static void standstill(long pid) throws Exception {
    until(
        "a standstill of " + pid,
        () -> {
          try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.allMatch(thread -> state(thread) == 'T');
          }
        });
  }

  // Behind the name, which is in parentheses and may hold any character.
  private static char state(Path thread) {
    try {
      String line = Files.readString(thread.resolve("stat"));
      return line.charAt(line.lastIndexOf(')') + 2);
    } catch (IOException ended) {
      return 'T';
    }
  }

  static void fullSize(ProcessPool pool) throws Exception {
    until("full size", () -> pool.statistics().idle() == pool.statistics().size());
  }
}
