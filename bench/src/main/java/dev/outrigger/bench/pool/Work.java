package dev.outrigger.bench.pool;

import dev.outrigger.pool.SharedArray;

/** What workers are given to do: as little as can be. */
final class Work {
  private Work() {}

  static int next(int number) {
    return number + 1;
  }

  static double last(double[] array) {
    return array[array.length - 1];
  }

  static double lastShared(SharedArray<double[]> array) {
    return array.doubles().get((int) array.length() - 1);
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  /** Until it is killed. */
  static boolean sleep() throws InterruptedException {
    Thread.sleep(60_000);
    return true;
  }
}
