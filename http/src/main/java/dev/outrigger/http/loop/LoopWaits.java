package dev.outrigger.http.loop;

import dev.outrigger.runtime.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Waits for the loops of a server that ends, but not for ever: a handler that never lets go of its
 * loop must not hold up the end of the process. A loop is waited for once; the next time nothing
 * more than a look is spent on it.
 *
 * <p>Threading: from any thread but a loop's own.
 */
public final class LoopWaits {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.http");
  private static final long LONGEST_MILLIS = 2000;

  private final EventLoops loops;
  private final Set<EventLoop> silent = ConcurrentHashMap.newKeySet();

  public LoopWaits(EventLoops loops) {
    this.loops = loops;
  }

  /** Waits for something that the loop has to do; false if it does not get to it. */
  public boolean await(EventLoop loop, Future<?> done) {
    if (done.awaitUninterruptibly(silent.contains(loop) ? 1 : LONGEST_MILLIS)) {
      silent.remove(loop);
      return true;
    }
    if (silent.add(loop)) {
      LOG.log(
          Level.WARNING,
          "loop {0} has not answered for {1} ms: a handler keeps it busy without ever waiting;"
              + " the server ends without it",
          loops.of(loop).name(),
          LONGEST_MILLIS);
    }
    return false;
  }
}
