package dev.outrigger.supervisor.arbiter;

import java.util.Optional;

/**
 * Which process runs the periodic jobs: one that serves, and no second one before the first has let
 * go of them or is gone.
 */
final class Leadership {
  private final Servers servers;
  private final Hands hands;
  private Optional<Integer> leader = Optional.empty();
  private boolean elsewhere;

  Leadership(Servers servers, Hands hands) {
    this.servers = servers;
    this.hands = hands;
  }

  boolean isLeader(Server server) {
    return leader.filter(id -> id == server.id()).isPresent();
  }

  void freed(int id) {
    if (leader.filter(each -> each == id).isPresent()) {
      leader = Optional.empty();
      hands.nobodyLeads();
    }
  }

  /** A process of another arbiter leads, or may. */
  void isElsewhere(boolean so) {
    elsewhere = so;
  }

  /** Chooses one if there is none; the newest generation is asked first, as it stays longest. */
  void settle() {
    if (leader.isEmpty() && !elsewhere) {
      servers.in(Stage.SERVING).stream()
          .reduce((one, other) -> other.generation() > one.generation() ? other : one)
          .ifPresent(server -> {
            leader = Optional.of(server.id());
            hands.lead(server.id());
          });
    }
  }
}
