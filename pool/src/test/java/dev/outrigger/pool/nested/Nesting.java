package dev.outrigger.pool.nested;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.TaskContext;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** What the tests have workers do: tasks made of tasks. */
final class Nesting {
  private Nesting() {}

  private static RemoteExecutor pool() {
    return TaskContext.current().orElseThrow().pool();
  }

  static int twice(int number) {
    return 2 * number;
  }

  static long id() {
    return TaskContext.current().orElseThrow().id();
  }

  static long fib(int n) throws Exception {
    if (n < 2) {
      return n;
    }
    PoolTask<Long> other = pool().submit(Nesting::fib, n - 1);
    return pool().call(Nesting::fib, n - 2) + other.join();
  }

  private static volatile boolean touched;

  static boolean touch() {
    touched = true;
    return true;
  }

  /** Whether its child ran in this process while it computed; then it waits for it. */
  static boolean computesBesideItsChild(long millis) throws Exception {
    PoolTask<Boolean> child = pool().submit(Nesting::touch);
    long end = System.nanoTime() + millis * 1_000_000;
    boolean beside = false;
    while (System.nanoTime() < end) {
      beside |= touched;
    }
    return child.join() && beside;
  }

  static int deep(int levels) throws Exception {
    return levels == 0 ? 0 : 1 + pool().call(Nesting::deep, levels - 1);
  }

  static int sumOfMany(int count) throws Exception {
    List<PoolTask<Integer>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      tasks.add(pool().submit(Nesting::twice, i));
    }
    int sum = 0;
    for (PoolTask<Integer> task : tasks) {
      sum += task.join();
    }
    return sum;
  }

  /** The pool sees no thread that waits for one of these. */
  static int firstOfSeveral() throws Exception {
    CompletableFuture<?>[] stages =
        IntStream.range(1, 4)
            .mapToObj(i -> pool().submit(Nesting::twice, i).toCompletableFuture())
            .toArray(CompletableFuture[]::new);
    return (Integer) CompletableFuture.anyOf(stages).get();
  }

  static int fail(String message) {
    throw new IllegalArgumentException(message);
  }

  static String failureOfAChild(String message) throws Exception {
    try {
      return "returned " + pool().call(Nesting::fail, message);
    } catch (TaskFailedException e) {
      return e.failure().label() + " " + e.delivery() + " " + e.getCause();
    }
  }

  static int passFailureOn(String message) throws Exception {
    return pool().call(Nesting::fail, message);
  }

  static int halt(int code) {
    Runtime.getRuntime().halt(code);
    return 0;
  }

  static String deathOfAChild(int code) throws Exception {
    try {
      return "returned " + pool().call(Nesting::halt, code);
    } catch (TaskFailedException e) {
      return e.failure().label() + " " + e.delivery() + " " + e.evidence().worker().isPresent();
    }
  }

  static int waitForEver(String sign) throws Exception {
    Files.writeString(Path.of(sign), Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
    return 0;
  }

  static long spin(String sign) throws Exception {
    Files.writeString(Path.of(sign), Long.toString(ProcessHandle.current().pid()));
    long turns = 0;
    while (turns >= 0) {
      turns += 2;
      turns -= 1;
    }
    return turns;
  }

  static int waitForAChildThatNeverEnds(String sign) throws Exception {
    return pool().call(Nesting::waitForEver, sign);
  }

  static long waitForAChildThatSpins(String sign) throws Exception {
    return pool()
        .with(TaskOptions.defaults().withGrace(Duration.ofMillis(200)))
        .call(Nesting::spin, sign);
  }

  /**
   * Gives its child a worker of its own, and then does not wait for it by the means of the pool.
   */
  static int keepAChildAndWaitElsewhere(String sign, String ownSign) throws Exception {
    var _ = pool().submit(Nesting::waitForEver, sign);
    Files.writeString(Path.of(ownSign), Long.toString(ProcessHandle.current().pid()));
    new CountDownLatch(1).await();
    return 0;
  }

  static int leaveAChildBehind(String sign) throws Exception {
    var _ = pool().submit(Nesting::waitForEver, sign);
    while (!Files.exists(Path.of(sign))) {
      Thread.sleep(5);
    }
    return 7;
  }

  /** What is left of the deadline of a child that asked for an hour. */
  static long remainingOfAChild() throws Exception {
    return pool().with(TaskOptions.defaults().within(Duration.ofHours(1))).call(Nesting::remaining);
  }

  static long remaining() {
    return TaskContext.current().orElseThrow().remaining().orElseThrow().toMillis();
  }

  static String cancelAChild(String sign) throws Exception {
    PoolTask<Integer> child = pool().submit(Nesting::waitForEver, sign);
    boolean asked = child.cancel("no need");
    try {
      return "returned " + child.join();
    } catch (java.util.concurrent.CancellationException e) {
      return asked + " " + e.getMessage();
    }
  }

  static List<Long> idsInside() throws Exception {
    long before = id();
    long inside = pool().call(Nesting::id);
    return List.of(before, inside, id());
  }
}
