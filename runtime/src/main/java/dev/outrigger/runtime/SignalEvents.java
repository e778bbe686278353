package dev.outrigger.runtime;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Signals of the operating system as events that a task waits for.
 *
 * <pre>{@code
 * try (SignalEvents signals = Signals.listen("HUP", "USR1")) {
 *   while (true) {
 *     switch (signals.next()) {
 *       case "HUP" -> reload();
 *       default -> dumpStatistics();
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Each name waits at most once: a signal that comes again before the first was taken is the same
 * event, as the kernel itself has it. So nothing piles up, and no signal is lost whose name doesn't
 * wait already.
 *
 * <p>Threading: all methods from any thread; each event goes to one of those who wait.
 */
public final class SignalEvents implements AutoCloseable {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition change = lock.newCondition();
  private final SequencedSet<String> arrived = new LinkedHashSet<>();
  private final List<Registration> registrations = new ArrayList<>();
  private boolean closed;

  SignalEvents(List<String> names) {
    try {
      for (String name : names) {
        registrations.add(Signals.on(name, () -> arrived(name)));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  void arrived(String name) {
    lock.lock();
    try {
      arrived.add(name);
      change.signal();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits for a signal, and gives its name; in the order in which they came.
   *
   * @throws CancelledException if the scope around was cancelled; no event is lost
   * @throws InterruptedException if something else interrupted the caller
   * @throws IllegalStateException if this is closed, now or meanwhile
   */
  public String next() throws InterruptedException {
    Scope.checkpoint();
    lock.lock();
    try {
      while (arrived.isEmpty() && !closed) {
        change.await();
      }
      if (closed) {
        throw new IllegalStateException("these signals are no longer listened to: closed");
      }
      return arrived.removeFirst();
    } catch (InterruptedException e) {
      Scope.checkpoint();
      throw e;
    } finally {
      lock.unlock();
    }
  }

  /** Gives the signals back to whoever had them before, and ends the waits. */
  @Override
  public void close() {
    registrations.reversed().forEach(Registration::close);
    lock.lock();
    try {
      closed = true;
      change.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
