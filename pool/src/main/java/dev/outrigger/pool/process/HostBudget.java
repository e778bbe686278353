package dev.outrigger.pool.process;

import com.sun.management.OperatingSystemMXBean;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What the workers of all pools of this process may take together. Memory: half of the machine's
 * (or of what its cgroup may use), less what this process may take for its own heap. A pool that
 * names no heap gets at most three quarters of what other pools have left, so that the next one
 * finds something, and gives it back when it ends. The least that a worker can live on comes first:
 * pools that crowd a small machine may exceed the whole by it.
 *
 * <p>Where several processes of a service share the machine, as those of {@code outrigger serve},
 * the environment says how many in {@value #SHARERS}, and each has its part of memory and
 * processors.
 *
 * <p>Threading: all methods from any thread.
 */
public final class HostBudget {
  static final long LEAST = 64L << 20;
  static final long MOST = 512L << 20;

  /** How many processes share the machine. */
  public static final String SHARERS = "OUTRIGGER_HOST_SHARERS";

  private static final System.Logger LOG = System.getLogger("dev.outrigger.pool");
  private static final HostBudget OF_THIS_PROCESS = of(System.getenv());

  private final long whole;
  private final int sharers;
  private long taken;

  HostBudget(long whole) {
    this(whole, 1);
  }

  HostBudget(long whole, int sharers) {
    this.whole = whole;
    this.sharers = sharers;
  }

  private static HostBudget of(Map<String, String> environment) {
    int sharers = sharers(environment);
    long memory =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    return new HostBudget(memory / 2 / sharers - Runtime.getRuntime().maxMemory(), sharers);
  }

  static int sharers(Map<String, String> environment) {
    String text = environment.getOrDefault(SHARERS, "1");
    if (text.matches("[1-9][0-9]{0,3}")) {
      return Integer.parseInt(text);
    }
    LOG.log(
        Level.WARNING,
        SHARERS + " must be a whole number from 1 to 9999, not '" + text + "': 1 is taken");
    return 1;
  }

  /** The one that all pools share. */
  public static HostBudget ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * The workers of a pool that names no size: one for each processor that this process (or its
   * cgroup) may use, divided among those who share the machine, but no more than the memory bears.
   */
  public int workers() {
    return workers(Runtime.getRuntime().availableProcessors());
  }

  synchronized int workers(int processors) {
    return Math.clamp((whole - taken) / LEAST, 1, Math.max(1, processors / sharers));
  }

  /**
   * Takes the heaps of a pool from the budget.
   *
   * @param workers how many it keeps at most
   * @param asked bytes for each worker; without it the budget decides
   */
  public synchronized Share claim(int workers, OptionalLong asked) {
    long left = whole - taken;
    long each = asked.orElse(Math.clamp(left / 4 * 3 / workers, LEAST, MOST));
    taken += each * workers;
    return new Share(each, each * workers);
  }

  private synchronized void giveBack(long bytes) {
    taken -= bytes;
  }

  /** What one pool holds, from its start to its end. */
  public final class Share implements AutoCloseable {
    private final long perWorker;
    private long held;

    private Share(long perWorker, long held) {
      this.perWorker = perWorker;
      this.held = held;
    }

    /** The largest heap of each worker, in bytes. */
    public long perWorker() {
      return perWorker;
    }

    /** One worker more of the same size, which is given back by itself. */
    Share forOneMore() {
      return claim(1, OptionalLong.of(perWorker));
    }

    /** Gives it back; a second time does nothing. */
    @Override
    public void close() {
      synchronized (HostBudget.this) {
        giveBack(held);
        held = 0;
      }
    }
  }
}
