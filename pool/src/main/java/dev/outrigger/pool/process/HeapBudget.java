package dev.outrigger.pool.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * The heap that each worker gets if nobody says: half of the machine's memory (or of what its
 * cgroup may use), less what this process may take for its own heap, shared equally, within bounds.
 */
public final class HeapBudget {
  static final long LEAST = 64L << 20;
  static final long MOST = 512L << 20;

  private HeapBudget() {}

  /** Bytes for each of so many workers. */
  public static long perWorker(int workers) {
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    return share(system.getTotalMemorySize(), Runtime.getRuntime().maxMemory(), workers);
  }

  static long share(long memory, long ownHeap, int workers) {
    return Math.clamp((memory / 2 - ownHeap) / workers, LEAST, MOST);
  }
}
