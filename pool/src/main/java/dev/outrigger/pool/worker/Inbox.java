package dev.outrigger.pool.worker;

import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.ProtocolException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that this worker holds: one that runs, and those that were sent ahead.
 *
 * <p>Threading: all methods from any thread. A task is taken, cancelled or given back, but never
 * two of these.
 */
final class Inbox {
  private final Deque<Frame> waiting = new ArrayDeque<>();
  private final Set<Running> inside = new HashSet<>();
  private @Nullable Running current;

  /** Makes a task out of its frame. */
  @FunctionalInterface
  interface Beginning {
    Running of(Frame frame) throws ProtocolException;
  }

  synchronized void add(Frame task) {
    waiting.addLast(task);
  }

  /** The next one, which is the current one from now on. */
  synchronized Optional<Running> next(Beginning beginning) throws ProtocolException {
    Frame frame = waiting.pollFirst();
    current = frame == null ? null : beginning.of(frame);
    return Optional.ofNullable(current);
  }

  synchronized Optional<Running> current() {
    return Optional.ofNullable(current);
  }

  synchronized Optional<Running> current(long task) {
    return Stream.concat(current().stream(), inside.stream())
        .filter(running -> running.id() == task)
        .findFirst();
  }

  /** One that runs inside another one, or is about to. */
  synchronized void addInside(Running running) {
    inside.add(running);
  }

  /** It has run; what was meant for a task around it on the same thread is not lost. */
  void endInside(Running running) {
    List<Running> others;
    synchronized (this) {
      inside.remove(running);
      others = Stream.concat(current().stream(), inside.stream()).toList();
    }
    others.forEach(other -> other.interruption().again());
  }

  /** Takes away what has not begun; false: it has, or is over. */
  synchronized boolean remove(long task) {
    return waiting.removeIf(frame -> frame.task() == task);
  }

  /** Takes away all that has not begun. */
  synchronized List<Long> removeAll() {
    List<Long> tasks = new ArrayList<>();
    waiting.forEach(frame -> tasks.add(frame.task()));
    waiting.clear();
    return tasks;
  }
}
