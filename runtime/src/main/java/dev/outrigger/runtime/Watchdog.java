package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Notices a loop that is blocked while it is blocked, from a thread of its own, and says what
 * blocks it: in the log, to the flight recorder, in the loop's count, and to whoever asked.
 */
final class Watchdog implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");

  private final List<LoopWatch> watches;
  private final long pause;
  private final Thread thread;
  private volatile boolean closed;

  private Watchdog(List<Loop> loops, Duration limit) {
    this.watches = loops.stream().map(loop -> new LoopWatch(loop, limit)).toList();
    this.pause = Math.max(1_000_000, Durations.nanos(limit) / 2);
    this.thread = Thread.ofPlatform().daemon().name("outrigger-watchdog").unstarted(this::run);
    thread.setContextClassLoader(null);
  }

  static Watchdog start(List<Loop> loops, Duration limit) {
    Watchdog watchdog = new Watchdog(loops, limit);
    watchdog.thread.start();
    return watchdog;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    long due = System.nanoTime() + pause;
    while (!closed) {
      LockSupport.parkNanos(this, due - System.nanoTime());
      long now = System.nanoTime();
      if (now - due < 0) {
        continue;
      }
      boolean late = now - due > pause;
      for (LoopWatch watch : watches) {
        look(watch, now, late);
      }
      due = now + pause;
    }
  }

  private void look(LoopWatch watch, long now, boolean late) {
    try {
      if (late) {
        watch.startAnew(now);
      } else {
        watch.look(now).ifPresent(this::tell);
      }
    } catch (Throwable _) {
      // A logger that fails, or no memory: the next look may be luckier.
    }
  }

  private void tell(LoopWatch.Finding finding) {
    switch (finding) {
      case LoopWatch.Finding.Blocked(BlockedLoop blocked, boolean first) -> {
        if (LoopBlocked.isWanted()) {
          LoopBlocked.found(blocked);
        }
        LOG.log(Level.WARNING, blocked.toString());
        if (first) {
          LoopListeners.tell(listener -> listener.blocked(blocked));
          // Last, so that who sees the count knows that all have been told.
          blocked.loop().noteBlockage();
        }
      }
      case LoopWatch.Finding.Over(Loop loop, Duration lasted) -> {
        if (LoopBlocked.isWanted()) {
          LoopBlocked.over(loop, lasted);
        }
        LOG.log(Level.INFO, "{0} goes on after {1}", loop, Durations.text(lasted));
      }
    }
  }
}
