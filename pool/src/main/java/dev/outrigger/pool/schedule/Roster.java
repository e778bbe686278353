package dev.outrigger.pool.schedule;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Who is in the crew, in which slot, and who of them is idle. A worker that is to leave keeps its
 * slot and no longer counts.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Roster {
  private final Sizing sizing;
  private final Map<Integer, Worker> bySlot = new TreeMap<>();
  private final Deque<Worker> idle = new ArrayDeque<>();

  Roster(Sizing sizing) {
    this.sizing = sizing;
  }

  int freeSlot() {
    int slot = 1;
    while (bySlot.containsKey(slot)) {
      slot++;
    }
    return slot;
  }

  void add(Worker worker) {
    bySlot.put(worker.slot(), worker);
  }

  void remove(Worker worker) {
    idle.remove(worker);
    bySlot.remove(worker.slot());
  }

  void isIdle(Worker worker) {
    idle.push(worker);
  }

  void isNotIdle(Worker worker) {
    idle.remove(worker);
  }

  Collection<Worker> workers() {
    return bySlot.values();
  }

  boolean isEmpty() {
    return bySlot.isEmpty();
  }

  /** Those that stay or whose place is not free yet. */
  int present() {
    return (int) bySlot.values().stream().filter(worker -> !worker.fitness().leaves()).count();
  }

  int count(Worker.State state) {
    return (int)
        bySlot.values().stream()
            .filter(worker -> worker.is(state) && !worker.fitness().leaves())
            .count();
  }

  boolean shrinks(long idled) {
    int up = idle.size() + count(Worker.State.BUSY) + count(Worker.State.STARTING);
    return sizing.shrinks(up, count(Worker.State.BUSY), idled);
  }

  Optional<Worker> idlest() {
    return Optional.ofNullable(idle.peekLast());
  }

  /** Whether one of those that are up may go, and there are still enough. */
  boolean canSpareOne() {
    int busy = busy();
    return busy + idle.size() > sizing.needed(busy);
  }

  /** With those that are to leave; without those out of service, so that a spare steps in. */
  private int busy() {
    return (int) bySlot.values().stream().filter(Worker::computes).count();
  }

  /** Whether one is idle and may be busy as well. */
  boolean mayRun() {
    return !idle.isEmpty() && (bySlot.size() <= sizing.max() || busy() < sizing.max());
  }

  /**
   * The one that this key likes best, or else the one that was busy most recently: its caches are
   * the warmest.
   */
  Worker takeIdle(Optional<String> affinity) {
    if (affinity.isEmpty() || idle.size() == 1) {
      return idle.pop();
    }
    int home = Affinity.home(affinity.get(), idle.stream().map(Worker::slot).toList());
    Worker worker = idle.stream().filter(one -> one.slot() == home).findFirst().orElseThrow();
    idle.remove(worker);
    return worker;
  }

  /** Whether the worker that this key likes best of all is idle. */
  boolean isHomeIdle(String key) {
    List<Integer> slots =
        bySlot.values().stream()
            .filter(worker -> worker.is(Worker.State.READY) || worker.is(Worker.State.BUSY))
            .map(Worker::slot)
            .toList();
    int home = Affinity.home(key, slots);
    return idle.stream().anyMatch(worker -> worker.slot() == home);
  }
}
