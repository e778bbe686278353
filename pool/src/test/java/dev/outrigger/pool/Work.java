package dev.outrigger.pool;

import java.io.Serializable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the tests have workers do, good and bad. */
final class Work {
  private Work() {}

  static int twice(int number) {
    return 2 * number;
  }

  static String variable(String name) {
    return String.valueOf(System.getenv(name));
  }

  static String directory() {
    return System.getProperty("user.dir");
  }

  static int add(int one, int other) {
    return one + other;
  }

  static long pid() {
    return ProcessHandle.current().pid();
  }

  static <T> T echo(T value) {
    return value;
  }

  static int fail(String message) {
    throw new IllegalStateException(message);
  }

  static int failUnsendably(String message) {
    throw new Unsendable(message);
  }

  static Object unsendableResult() {
    return new Holder(new Object());
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

  /** Says by a file that it runs, since nothing else gets out of a task that does not end. */
  static int waitForEver(String sign) throws Exception {
    Files.writeString(Path.of(sign), Long.toString(pid()));
    new CountDownLatch(1).await();
    return 0;
  }

  static long spin(String sign) throws Exception {
    Files.writeString(Path.of(sign), Long.toString(pid()));
    return spinHere();
  }

  private static long spinHere() {
    long turns = 0;
    while (turns >= 0) {
      turns += 2;
      turns -= 1;
    }
    return turns;
  }

  static int allocate() {
    List<byte[]> kept = new ArrayList<>();
    while (true) {
      kept.add(new byte[1 << 20]);
      if (kept.size() < 0) {
        return kept.size();
      }
    }
  }

  static int recurse(int depth) {
    return depth < 0 ? 0 : 1 + recurse(depth + 1);
  }

  @SuppressWarnings("restricted")
  static int writeToNowhere() {
    MemorySegment.ofAddress(8).reinterpret(64).set(ValueLayout.JAVA_INT, 0, 1);
    return 0;
  }

  static int print(String text) {
    System.out.println(text);
    System.exit(3);
    return 0;
  }

  static byte[] reversedCopy(byte[] bytes) {
    byte[] copy = bytes.clone();
    for (int i = 0; i < copy.length / 2; i++) {
      byte swapped = copy[i];
      copy[i] = copy[copy.length - 1 - i];
      copy[copy.length - 1 - i] = swapped;
    }
    return copy;
  }

  static int[] sorted(int[] numbers) {
    int[] copy = numbers.clone();
    Arrays.sort(copy);
    return copy;
  }

  static boolean interruptedAtStart() {
    return Thread.currentThread().isInterrupted();
  }

  static int leaveInterrupted() {
    Thread.currentThread().interrupt();
    return 0;
  }

  record Holder(Object content) implements Serializable {}

  record Point(int x, int y) implements Serializable {}

  static final class Unsendable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Thread thread = Thread.currentThread();

    Unsendable(String message) {
      super(message);
    }
  }

  /** Can be written and not be read. */
  static final class OneWay implements Serializable {
    private static final long serialVersionUID = 1L;

    private Object readResolve() {
      throw new IllegalStateException("not to be read");
    }
  }

  static OneWay oneWay() {
    return new OneWay();
  }
}
