package dev.outrigger.pool.schedule;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The tasks that wait, in the order in which they will go.
 *
 * <p>Priority with ageing: a task that has waited one step counts as one priority higher. All tasks
 * age alike, so "time of arrival less priority times step" orders two tasks for ever, and a sorted
 * set does it without looking at the clock again.
 *
 * <p>Fair to tenants: each tenant has such a line of its own, and the tenants stand in line by
 * their first task, where a tenant that was just served counts as arriving now. So tenants of the
 * same priority take turns however much each of them has sent, and one of low priority still gets
 * its turn. Ageing across tenants thus counts from the tenant's last turn: else the tasks of a
 * tenant that has sent too many would grow old and pass everybody.
 *
 * <p>Affinity is soft: a worker that takes a task passes over a few that would rather go elsewhere,
 * if they arrived a short while ago, for others of the same priority, and takes the first after all
 * if there is no other. No worker idles for its sake.
 *
 * <p>Tasks that come back go before all others, for they had their turn.
 *
 * <p>Adding, removing and taking cost O(log n). Threading: under the scheduler's lock.
 */
final class TaskQueue<T> {
  private static final int LOOK_AHEAD = 16;
  private static final long PATIENCE = Duration.ofMillis(50).toNanos();

  private final long step;
  private final LinkedHashMap<T, Entry<T>> entries = new LinkedHashMap<>();
  private final Map<String, Tenant<T>> tenants = new HashMap<>();
  private final TreeSet<Tenant<T>> turns = new TreeSet<>();
  private final LinkedHashSet<T> back = new LinkedHashSet<>();
  private long sequence;

  /** A task gains one priority each time that it has waited that long. */
  TaskQueue(Duration step) {
    this.step = step.toNanos();
  }

  void add(T task, Place place, long now) {
    Entry<T> entry = new Entry<>(task, place, now, now - place.priority() * step, ++sequence);
    entries.put(task, entry);
    change(tenants.computeIfAbsent(place.tenant(), Tenant::new), tenant -> tenant.line.add(entry));
  }

  /** It was out already and comes back. */
  void addFirst(T task) {
    back.addFirst(task);
  }

  boolean remove(T task) {
    if (back.remove(task)) {
      return true;
    }
    Entry<T> entry = entries.remove(task);
    if (entry == null) {
      return false;
    }
    Tenant<T> tenant = tenants.get(entry.place.tenant());
    if (tenant != null) {
      change(tenant, changed -> changed.line.remove(entry));
    }
    return true;
  }

  /** The next task, for a worker that says of an affinity key whether it suits. */
  Optional<T> peek(Predicate<String> suits, long now) {
    if (!back.isEmpty()) {
      return Optional.of(back.getFirst());
    }
    return turns.isEmpty()
        ? Optional.empty()
        : Optional.of(choose(turns.first().line, suits, now).task);
  }

  /** This one goes: its tenant has had its turn. */
  void take(T task, long now) {
    if (back.remove(task)) {
      return;
    }
    Entry<T> entry = entries.remove(task);
    Tenant<T> tenant = entry == null ? null : tenants.get(entry.place.tenant());
    if (entry != null && tenant != null) {
      change(
          tenant,
          served -> {
            served.servedAt = now;
            served.servedAs = ++sequence;
            served.line.remove(entry);
          });
    }
  }

  private static <T> Entry<T> choose(SortedSet<Entry<T>> line, Predicate<String> suits, long now) {
    int looked = 0;
    int priority = line.first().place.priority();
    for (Entry<T> entry : line) {
      if (looked++ == LOOK_AHEAD || entry.place.priority() != priority) {
        break;
      }
      boolean anywhere = entry.place.affinity().filter(key -> !suits.test(key)).isEmpty();
      if (anywhere || now - entry.since > PATIENCE) {
        return entry;
      }
    }
    return line.first();
  }

  /** A tenant's place among the others depends on its line, so it steps out meanwhile. */
  private void change(Tenant<T> tenant, Consumer<Tenant<T>> change) {
    if (!tenant.line.isEmpty()) {
      turns.remove(tenant);
    }
    change.accept(tenant);
    if (tenant.line.isEmpty()) {
      tenants.remove(tenant.name);
    } else {
      tenant.place(step);
      turns.add(tenant);
    }
  }

  int size() {
    return entries.size() + back.size();
  }

  boolean isEmpty() {
    return size() == 0;
  }

  /** How long the one that waits longest has waited, but for those that came back. */
  long longestWait(long now) {
    return entries.isEmpty() ? 0 : now - entries.firstEntry().getValue().since;
  }

  /** All that wait, in no order that matters. */
  List<T> all() {
    List<T> all = new ArrayList<>(back);
    all.addAll(entries.keySet());
    return all;
  }

  void clear() {
    back.clear();
    entries.clear();
    tenants.clear();
    turns.clear();
  }

  private record Entry<T>(T task, Place place, long since, long rank, long order)
      implements Comparable<Entry<T>> {
    @Override
    public int compareTo(Entry<T> other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Long.compare(order, other.order);
    }
  }

  /** One tenant's line, with the key by which the tenant itself stands in line. */
  private static final class Tenant<T> implements Comparable<Tenant<T>> {
    private final String name;
    private final TreeSet<Entry<T>> line = new TreeSet<>();
    private long servedAt = Long.MIN_VALUE;
    private long servedAs;
    private long rank;
    private long order;

    private Tenant(String name) {
      this.name = name;
    }

    private void place(long step) {
      Entry<T> first = line.first();
      rank = Math.max(first.since, servedAt) - first.place.priority() * step;
      order = Math.max(first.order, servedAs);
    }

    @Override
    public int compareTo(Tenant<T> other) {
      int byRank = Long.compare(rank, other.rank);
      return byRank != 0 ? byRank : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }
}
