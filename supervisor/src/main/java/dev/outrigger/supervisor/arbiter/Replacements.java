package dev.outrigger.supervisor.arbiter;

import java.util.function.LongSupplier;

/** Processes in the place of those that were lost: at once the first time, later after a pause. */
final class Replacements {
  /** After so many failures to start in a row, with nobody serving, there is no more hope. */
  private static final int HOPELESS = 5;

  private final Slots slots;
  private final Servers servers;
  private final Crew crew;
  private final LongSupplier clock;

  Replacements(Slots slots, Servers servers, Crew crew, LongSupplier clock) {
    this.slots = slots;
    this.servers = servers;
    this.crew = crew;
    this.clock = clock;
  }

  /** A slot waits for its next process, unless it has one. */
  void waitFor(int slot) {
    if (slot < slots.count() && !servers.isCoveredOrComing(slot)) {
      slots.lost(slot, clock.getAsLong());
    }
  }

  void waitForAll() {
    slots.all().forEach(this::waitFor);
  }

  /**
   * Starts those whose pause is over, each with what its slot has served.
   *
   * @param generation of slots that have served nothing yet
   */
  void spawnDue(int generation) {
    for (int slot : slots.due(clock.getAsLong())) {
      if (!servers.isCoveredOrComing(slot)) {
        crew.spawn(slot, slots.generation(slot, generation));
      }
    }
  }

  boolean isHopeless(int slot) {
    return slots.losses(slot) >= HOPELESS && servers.in(Stage.SERVING).isEmpty();
  }
}
