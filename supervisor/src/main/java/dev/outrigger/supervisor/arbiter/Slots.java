package dev.outrigger.supervisor.arbiter;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** The slots, and when those without a process get the next one. */
final class Slots {
  /** Whoever has served for so long is no part of a row of losses. */
  private static final Duration PROBATION = Duration.ofMinutes(1);

  private final RandomGenerator random;
  private final Map<Integer, Backoff> backoffs = new HashMap<>();
  private final Map<Integer, Long> due = new TreeMap<>();
  // What each served last: a reload that fails at a later slot leaves them with different ones.
  private final Map<Integer, Integer> generations = new HashMap<>();
  private final SortedSet<Integer> retired = new TreeSet<>();
  private int count;

  Slots(int count, RandomGenerator random) {
    this.count = count;
    this.random = random;
  }

  int count() {
    return count;
  }

  void setCount(int next) {
    count = next;
    due.keySet().removeIf(slot -> slot >= next);
  }

  List<Integer> all() {
    return IntStream.range(0, count).boxed().toList();
  }

  /** A slot has a process that serves. */
  void serves(Server server) {
    generations.put(server.slot(), server.generation());
  }

  /** The generation of what a slot has served. */
  int generation(int slot, int otherwise) {
    return generations.getOrDefault(slot, otherwise);
  }

  /** A slot has lost its process. */
  void lost(int slot, long now) {
    Duration pause = backoffs.computeIfAbsent(slot, _ -> new Backoff(random)).lost();
    due.put(slot, now + pause.toNanos());
  }

  /** How many it has lost in a row. */
  int losses(int slot) {
    Backoff known = backoffs.get(slot);
    return known == null ? 0 : known.losses();
  }

  /** The slots whose pause is over; each is told once. */
  List<Integer> due(long now) {
    List<Integer> ready =
        due.entrySet().stream()
            .filter(entry -> now - entry.getValue() >= 0)
            .map(Map.Entry::getKey)
            .toList();
    due.keySet().removeAll(ready);
    return ready;
  }

  /** Forgets the losses of slots that serve well again. */
  void forgive(Servers servers, long now) {
    backoffs.forEach((slot, backoff) ->
        servers
            .serving(slot)
            .filter(server -> server.inStage(now).compareTo(PROBATION) >= 0)
            .ifPresent(_ -> backoff.forget()));
  }

  /** How many slots from the first on have somebody who serves. */
  int contiguous(Servers servers) {
    int served = 0;
    while (served < count && servers.serving(served).isPresent()) {
      served++;
    }
    return served;
  }

  /** A slot is no more, once its process has left and nobody waits in its line. */
  void retire(int slot) {
    retired.add(slot);
  }

  SortedSet<Integer> retired() {
    return Collections.unmodifiableSortedSet(retired);
  }

  /** Somebody waits in the line of a slot that has no process: it gets one more. */
  void reviveOnce(int slot, long now) {
    if (!due.containsKey(slot)) {
      lost(slot, now);
    }
  }

  void closed(int slot) {
    retired.remove(slot);
    due.remove(slot);
    backoffs.remove(slot);
    generations.remove(slot);
  }
}
