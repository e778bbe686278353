package dev.outrigger.supervisor.arbiter;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Which slots the kernel sends clients to, and what becomes of those that are given up: their
 * sockets are closed when nobody is in their lines any more.
 */
final class Sockets {
  private final Slots slots;
  private final Servers servers;
  private final Crew crew;
  private final Hands hands;
  private final LongSupplier clock;
  private Optional<Answer> shrunk = Optional.empty();
  private int spread;

  Sockets(Slots slots, Servers servers, Crew crew, Hands hands, LongSupplier clock) {
    this.slots = slots;
    this.servers = servers;
    this.crew = crew;
    this.hands = hands;
    this.clock = clock;
  }

  /** Never over fewer: a slot that lost its process keeps its line for the next one. */
  void spreadAtLeast(int count) {
    if (count > spread) {
      spread = count;
      hands.spread(count);
    }
  }

  /**
   * Gives up the slots from this one on.
   *
   * @param closed told when their sockets are closed
   */
  void shrink(int count, Answer closed) {
    shrunk = Optional.of(closed);
    int before = slots.count();
    slots.setCount(count);
    spread = count;
    hands.spread(count);
    for (int slot = count; slot < before; slot++) {
      servers.serving(slot).ifPresent(crew::retire);
      int empty = slot;
      servers
          .matching(server -> server.slot() == empty && server.isComing())
          .forEach(server -> crew.callOff(server, "its slot is given up"));
      slots.retire(slot);
    }
  }

  /** A process that came to serve the line of a slot that is given up leaves when it has. */
  void retireIfGivenUp(Server server) {
    if (slots.retired().contains(server.slot())) {
      crew.retire(server);
    }
  }

  /**
   * Closes what is given up and empty, from the last slot on, as the kernel counts them. A process
   * that was to serve its line to the end may have died over it: then another one does, and leaves.
   *
   * @param ending whether the service ends, and nobody new is started for a line
   */
  void closeEmpty(boolean ending) {
    for (int slot : List.copyOf(slots.retired())) {
      if (!ending && !servers.isUsed(slot) && hands.isAnybodyInLine(slot)) {
        slots.reviveOnce(slot, clock.getAsLong());
      }
    }
    while (!slots.retired().isEmpty()) {
      int last = slots.retired().last();
      if (servers.isUsed(last) || (!ending && hands.isAnybodyInLine(last))) {
        return;
      }
      slots.closed(last);
      hands.close(last);
    }
    Optional<Answer> told = shrunk;
    shrunk = Optional.empty();
    told.ifPresent(this::tell);
  }

  private void tell(Answer closed) {
    String line = slots.count() == 1 ? "1 server process" : slots.count() + " server processes";
    hands.log(Hands.Severity.INFO, "scale is done: " + line);
    closed.told(true, line);
  }
}
