package dev.outrigger.testing;

import dev.outrigger.runtime.TaskTree;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Interrupts the thread that made it when the time is up, again and again until that has ended, and
 * keeps how things stood then. It has a thread of its own, for loops and schedulers may be what
 * hangs.
 */
final class TimeLimit implements AutoCloseable {
  private static final long AGAIN_MILLIS = 500;

  private final Duration limit;
  private final Supplier<String> tree;
  private final Thread test = Thread.currentThread();
  private final CountDownLatch over = new CountDownLatch(1);
  private final AtomicReference<@Nullable String> state = new AtomicReference<>();
  private final Thread watch =
      Thread.ofPlatform().daemon().name("outrigger-test-limit").unstarted(this::watch);

  private TimeLimit(Duration limit, Supplier<String> tree) {
    this.limit = limit;
    this.tree = tree;
  }

  static TimeLimit start(Duration limit) {
    return start(limit, TaskTree::ofThisProcess);
  }

  /** With something else to show how things stand. */
  static TimeLimit start(Duration limit, Supplier<String> tree) {
    TimeLimit made = new TimeLimit(limit, tree);
    made.watch.start();
    return made;
  }

  /** What runs under it. */
  @FunctionalInterface
  interface Body {
    @Nullable Object run() throws Throwable;
  }

  /** Runs the body, and throws what was seen when the time was up, if it was. */
  void run(Body body) throws Throwable {
    try {
      Object _ = body.run();
    } catch (Throwable e) {
      struck(Optional.of(e));
      throw e;
    }
    struck(Optional.empty());
  }

  private void struck(Optional<Throwable> meanwhile) {
    String seen = state.get();
    if (seen != null) {
      AssertionError late =
          new AssertionError("the test took longer than " + limit.toSeconds() + " s\n" + seen);
      meanwhile.ifPresent(late::addSuppressed);
      throw late;
    }
  }

  private void watch() {
    try {
      if (over.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
      state.set(treeOrWhyNot() + stackOfTheTest());
      do {
        test.interrupt();
      } while (!over.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever is the matter with the tree: the test must be interrupted. */
  private String treeOrWhyNot() {
    try {
      return tree.get();
    } catch (Throwable e) {
      return "the tree of tasks could not be shown: " + e + "\n";
    }
  }

  private String stackOfTheTest() {
    StringBuilder text = new StringBuilder("thread " + test.getName() + ", which runs the test\n");
    for (StackTraceElement frame : test.getStackTrace()) {
      if (frame.getClassName().startsWith("org.junit.")) {
        break;
      }
      text.append("\tat ").append(frame).append('\n');
    }
    return text.toString();
  }

  /** Afterwards it interrupts no more, and what it has interrupted is not interrupted any more. */
  @Override
  public void close() {
    over.countDown();
    boolean interrupted = false;
    while (watch.isAlive()) {
      try {
        watch.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    interrupted |= Thread.interrupted();
    if (interrupted && state.get() == null) {
      Thread.currentThread().interrupt();
    }
  }
}
