package dev.outrigger.pool.schedule;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which tasks were submitted by which: a nested task does not outlive its parent, and may run
 * inside it when no worker is free.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Family {
  private final Map<Job, Kin> kin = new HashMap<>();
  private final Map<Job, Map<Integer, Job>> children = new HashMap<>();
  private final Set<Job> watched = new HashSet<>();
  private final Deque<Job> orphans = new ArrayDeque<>();

  /** What is known about a nested task. */
  static final class Kin {
    private final Job parent;
    private final int number;
    private boolean awaited;

    private Kin(Job parent, int number) {
      this.parent = parent;
      this.number = number;
    }

    Job parent() {
      return parent;
    }

    /** Its name among the children of its parent. */
    int number() {
      return number;
    }

    /** Whether a thread of its parent waits for it. */
    boolean awaited() {
      return awaited;
    }

    void await() {
      awaited = true;
    }
  }

  /** False: the parent has a child of this number. */
  boolean adopt(Job parent, int number, Job child) {
    Map<Integer, Job> known = children.computeIfAbsent(parent, _ -> new LinkedHashMap<>());
    if (known.putIfAbsent(number, child) != null) {
      return false;
    }
    kin.put(child, new Kin(parent, number));
    return true;
  }

  Optional<Kin> of(Job job) {
    return Optional.ofNullable(kin.get(job));
  }

  Optional<Job> child(Job parent, int number) {
    return Optional.ofNullable(children.getOrDefault(parent, Map.of()).get(number));
  }

  Collection<Job> children(Job parent) {
    return List.copyOf(children.getOrDefault(parent, Map.of()).values());
  }

  boolean isParent(Job job) {
    return children.containsKey(job);
  }

  /** Whether nobody looks after the children of this task yet; somebody does from now on. */
  boolean watch(Job parent) {
    return watched.add(parent);
  }

  void endWatch(Job parent) {
    watched.remove(parent);
  }

  /** It has answered: those of its children that have not ended are orphans now. */
  void answered(Job job) {
    Map<Integer, Job> left = children.remove(job);
    if (left != null) {
      orphans.addAll(left.values());
    }
  }

  void ended(Job job) {
    answered(job);
    Kin own = kin.remove(job);
    if (own != null) {
      Map<Integer, Job> siblings = children.get(own.parent);
      if (siblings != null) {
        siblings.remove(own.number, job);
        if (siblings.isEmpty()) {
          children.remove(own.parent);
        }
      }
    }
  }

  /** The next one whose parent has ended. */
  Optional<Job> nextOrphan() {
    return Optional.ofNullable(orphans.poll());
  }
}
