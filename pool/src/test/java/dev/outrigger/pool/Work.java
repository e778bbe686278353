package dev.outrigger.pool;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** What the tests have workers do. */
final class Work {
  private Work() {}

  static int twice(int number) {
    return 2 * number;
  }

  static int add(int one, int other) {
    return one + other;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static String echo(String text) {
    return text;
  }

  static int fail(String message) {
    throw new IllegalStateException(message);
  }

  static int exit(int code) {
    System.exit(code);
    return 0;
  }

  static int halt(int code) {
    Runtime.getRuntime().halt(code);
    return 0;
  }

  static int sleep(Duration time) throws InterruptedException {
    Thread.sleep(time);
    return 0;
  }

  static int waitForEver() throws InterruptedException {
    new CountDownLatch(1).await();
    return 0;
  }

  static long spin() {
    long turns = 0;
    while (turns >= 0) {
      turns += 2;
      turns -= 1;
    }
    return turns;
  }
}
