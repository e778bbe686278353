package dev.outrigger.supervisor.arbiter;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All server processes that are not gone, the oldest first. */
final class Servers {
  private final SortedMap<Integer, Server> all = new TreeMap<>();

  void add(Server server) {
    all.put(server.id(), server);
  }

  void remove(Server server) {
    all.remove(server.id());
  }

  Optional<Server> find(int id) {
    return Optional.ofNullable(all.get(id));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  List<Server> all() {
    return List.copyOf(all.values());
  }

  List<Server> in(Stage stage) {
    return matching(server -> server.is(stage));
  }

  /** The one that serves for a slot; the newest, where one follows another just now. */
  Optional<Server> serving(int slot) {
    return matching(server -> server.slot() == slot && server.is(Stage.SERVING)).stream()
        .reduce((_, newer) -> newer);
  }

  /** Whether a slot has a process that serves or will. */
  boolean isCoveredOrComing(int slot) {
    return all.values().stream()
        .anyMatch(
            server -> server.slot() == slot && (server.isComing() || server.is(Stage.SERVING)));
  }

  /** Whether one of a slot has not ended, in whatever stage it is. */
  boolean isUsed(int slot) {
    return all.values().stream().anyMatch(server -> server.slot() == slot);
  }

  /** Whether one that is to leave may still take connections. */
  boolean mayAcceptYet(long now) {
    return all.values().stream().anyMatch(server -> server.mayAcceptYet(now));
  }

  List<Server> matching(Predicate<Server> which) {
    return all.values().stream().filter(which).toList();
  }
}
