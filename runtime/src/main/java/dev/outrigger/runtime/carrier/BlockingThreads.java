package dev.outrigger.runtime.carrier;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The platform threads of blocking calls: as many as its limiters allow, and none when idle. */
public final class BlockingThreads {
  private static final long IDLE_SECONDS = 10;
  private static final AtomicLong LAST = new AtomicLong();
  private static final ThreadPoolExecutor THREADS =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          BlockingThreads::make);

  private BlockingThreads() {}

  /**
   * Runs the work on a thread that bears the caller's name and class loader meanwhile.
   *
   * @throws OutOfMemoryError if the system gives no more threads
   */
  public static void run(Runnable work) {
    Thread caller = Thread.currentThread();
    String forWhom = caller.getName();
    ClassLoader loader = caller.getContextClassLoader();
    THREADS.execute(() -> {
      Thread here = Thread.currentThread();
      String own = here.getName();
      here.setName(own + " for " + (forWhom.isEmpty() ? "thread " + caller.threadId() : forWhom));
      here.setContextClassLoader(loader);
      try {
        work.run();
      } finally {
        here.setContextClassLoader(null);
        here.setName(own);
      }
    });
  }

  private static Thread make(Runnable worker) {
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .inheritInheritableThreadLocals(false)
            .name("outrigger-blocking-" + LAST.incrementAndGet())
            .unstarted(worker);
    thread.setContextClassLoader(null);
    return thread;
  }
}
