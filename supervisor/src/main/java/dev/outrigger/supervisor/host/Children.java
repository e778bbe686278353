package dev.outrigger.supervisor.host;

import dev.outrigger.supervisor.talk.Report;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The server processes that were started and whose end has not been told, and what they run.
 *
 * <p>Threading: any thread.
 */
final class Children {
  private final Map<Integer, Child> all = new ConcurrentHashMap<>();
  // What the processes of each generation run: that one, whatever lies on the disk by then.
  private final Map<Integer, String> programs = new ConcurrentHashMap<>();

  void add(Child child) {
    all.put(child.id(), child);
  }

  /** Whether it is still here: one that starts again has its number, but is another one. */
  boolean has(Child child) {
    return all.get(child.id()) == child;
  }

  void remove(Child child) {
    boolean _ = all.remove(child.id(), child);
  }

  Optional<Child> find(int id) {
    return Optional.ofNullable(all.get(id));
  }

  Collection<Child> all() {
    return List.copyOf(all.values());
  }

  /** The process that shows its token. */
  Optional<Child> known(Report.Join who) {
    return find(who.server()).filter(child -> child.meeting().isThatOf(who));
  }

  /** What others of a generation run; empty before the first one has said it. */
  Optional<String> program(int generation) {
    return Optional.ofNullable(programs.get(generation));
  }

  /** The first one of a generation says what it runs. */
  void runs(int generation, String program) {
    String _ = programs.putIfAbsent(generation, program);
  }
}
