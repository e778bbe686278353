package dev.outrigger.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/** What a call allocates on the thread that makes it. */
public final class Allocated {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 10;
  private static final int CALLS = 1000;

  private Allocated() {}

  /** Bytes for each call: the least of some rounds, as what is compiled meanwhile may allocate. */
  public static double bytesFor(Callable<?> call) throws Exception {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < ROUNDS; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < CALLS; k++) {
        var _ = call.call();
      }
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, (double) bytes / CALLS);
    }
    return least;
  }
}
