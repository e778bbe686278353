package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who listens to the parent: whoever has nothing else to do. While no task runs that is the tasks'
 * own thread, so that it runs the next one without having to be woken by another. A task that takes
 * longer than a moment makes the watch listen in its stead: then cancellations are heard, and the
 * end of the parent.
 *
 * <p>The watch looks each millisecond while tasks come in, and sleeps when none came for a while;
 * the first task after that wakes it.
 */
final class Listening implements Runnable {
  private static final long MOMENT = Duration.ofMillis(1).toNanos();
  private static final int IDLE_MOMENTS = 50;

  private final ParentLink link;
  private final Orders orders;
  private final Inbox inbox;
  private final Beginnings beginnings;
  private final ReentrantLock listener = new ReentrantLock();
  private final Thread watch = new Thread(this, "watch");
  private volatile boolean wanted;
  private volatile boolean asleep;
  private volatile boolean hurry;

  Listening(ParentLink link, Orders orders, Inbox inbox, Beginnings beginnings) {
    this.link = link;
    this.orders = orders;
    this.inbox = inbox;
    this.beginnings = beginnings;
  }

  void start() {
    watch.setDaemon(true);
    watch.start();
  }

  /** For the tasks' thread: waits for the next task. Fails when the parent is gone. */
  Running next() throws IOException {
    Optional<Running> next = begin();
    if (next.isEmpty()) {
      next = Optional.of(listenForNext());
    }
    if (asleep) {
      LockSupport.unpark(watch);
    }
    return next.get();
  }

  private Optional<Running> begin() throws IOException {
    return inbox.next(frame -> beginnings.of(frame, this::hurry));
  }

  private Running listenForNext() throws IOException {
    if (!listener.tryLock()) {
      wanted = true;
      link.wakeup();
      listener.lock();
      wanted = false;
    }
    try {
      while (true) {
        Optional<Running> next = begin();
        if (next.isPresent()) {
          return next.get();
        }
        obey(link.receive());
      }
    } finally {
      listener.unlock();
    }
  }

  private void obey(List<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      orders.obey(frame);
    }
  }

  /** The task that runs waits for the parent: listen at once. */
  void hurry() {
    hurry = true;
    LockSupport.unpark(watch);
  }

  /** The life of the watch. */
  @Override
  public void run() {
    try {
      int idle = 0;
      while (true) {
        Optional<Running> seen = inbox.current();
        if (seen.isPresent()) {
          idle = 0;
          rest();
          if (hurry || inbox.current().equals(seen)) {
            listenUntilWanted();
          }
        } else if (idle++ < IDLE_MOMENTS) {
          rest();
        } else {
          sleep();
          idle = 0;
        }
      }
    } catch (IOException _) {
      // As good as the end of the connection.
      SuddenEnd.ofThisProcess();
    } catch (Throwable bug) {
      SuddenEnd.after(bug);
    }
  }

  private void rest() {
    if (!hurry) {
      // A task may have interrupted this thread, and it would not rest at all.
      Thread.interrupted();
      LockSupport.parkNanos(this, MOMENT);
    }
  }

  private void sleep() {
    asleep = true;
    // Looked at after the flag is up: either this sees the task, or the task's thread the flag.
    if (inbox.current().isEmpty()) {
      Thread.interrupted();
      LockSupport.park(this);
    }
    asleep = false;
  }

  private void listenUntilWanted() throws IOException {
    hurry = false;
    if (listener.tryLock()) {
      try {
        while (!wanted) {
          obey(link.receive());
        }
      } finally {
        listener.unlock();
      }
    }
  }
}
