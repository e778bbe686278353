package dev.outrigger.pool;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What the tests have workers yield. */
final class Yielding {
  private Yielding() {}

  static void count(Emitter<Integer> out, int limit) throws InterruptedException {
    for (int i = 0; i < limit; i++) {
      out.emit(i);
    }
  }

  /** Writes after each part how many were emitted. */
  static void countAndTell(Emitter<byte[]> out, Told told) throws Exception {
    for (int i = 1; i <= told.limit(); i++) {
      out.emit(new byte[told.size()]);
      Files.writeString(Path.of(told.file()), Integer.toString(i));
    }
  }

  record Told(String file, int limit, int size) implements java.io.Serializable {}

  static void failAfter(Emitter<Integer> out, int parts) throws InterruptedException {
    count(out, parts);
    throw new IllegalStateException("no more");
  }

  static void dieAfter(Emitter<Integer> out, int parts) throws InterruptedException {
    count(out, parts);
    Runtime.getRuntime().halt(9);
  }

  static void endless(Emitter<Integer> out, String sign) throws Exception {
    Files.writeString(Path.of(sign), Long.toString(Work.pid()));
    count(out, Integer.MAX_VALUE);
  }

  static void endlessLarge(Emitter<byte[]> out, int size) throws InterruptedException {
    while (true) {
      out.emit(new byte[size]);
    }
  }

  static void silent(Emitter<Integer> out, String sign) throws Exception {
    out.emit(1);
    Files.writeString(Path.of(sign), Long.toString(Work.pid()));
    new CountDownLatch(1).await();
  }

  /** What became of a part that can't be sent, and of one that is too large. */
  static void unsendable(Emitter<Object> out, int size) throws InterruptedException {
    for (Object part : List.of(new Object(), new byte[size])) {
      try {
        out.emit(part);
      } catch (IllegalArgumentException e) {
        out.emit(String.valueOf(e.getMessage()));
      }
    }
  }

  static void oneWay(Emitter<Object> out, int first) throws InterruptedException {
    out.emit(first);
    out.emit(new Work.OneWay());
    count(out::emit, Integer.MAX_VALUE);
  }

  static void squares(Source<Integer> in, Emitter<Long> out) throws InterruptedException {
    for (int number : in) {
      out.emit((long) number * number);
    }
  }

  static void firstOnly(Source<Integer> in, Emitter<Integer> out) throws InterruptedException {
    out.emit(in.iterator().next());
  }

  static void readNothing(Source<Integer> in, Emitter<Integer> out) throws InterruptedException {
    out.emit(7);
  }

  static long reportFast(int steps) {
    TaskContext context = TaskContext.current().orElseThrow();
    for (int i = 1; i <= steps; i++) {
      context.progress(i, steps);
    }
    context.progress("done");
    return steps;
  }

  static int reportAndWait(String sign) throws Exception {
    TaskContext context = TaskContext.current().orElseThrow();
    context.progress(1, 0);
    context.progress("waiting");
    return Work.waitForEver(sign);
  }
}
