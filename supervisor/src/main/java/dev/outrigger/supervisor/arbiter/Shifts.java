package dev.outrigger.supervisor.arbiter;

import dev.outrigger.supervisor.arbiter.Hands.Severity;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The shift that is under way, if there is one: never two at a time. */
final class Shifts {
  private final Servers servers;
  private final Crew crew;
  private final Replacements replacements;
  private final Hands hands;
  private final LongSupplier clock;
  private Optional<Shift> current = Optional.empty();

  Shifts(Servers servers, Crew crew, Replacements replacements, Hands hands, LongSupplier clock) {
    this.servers = servers;
    this.clock = clock;
    this.crew = crew;
    this.replacements = replacements;
    this.hands = hands;
  }

  boolean isUnderWay() {
    return current.isPresent();
  }

  /** The one that a process is part of. */
  Optional<Shift> of(Server server) {
    return current.filter(own -> own.has(server));
  }

  void begin(Shift next) {
    hands.log(Severity.INFO, next.what() + ": begins");
    current = Optional.of(next);
    nextStep(next);
  }

  private void nextStep(Shift own) {
    List<Integer> next = own.nextSlots();
    if (next.isEmpty()) {
      current = Optional.empty();
      String line = own.what() + " is done: generation " + own.generation() + " serves";
      hands.log(Severity.INFO, line);
      own.answer().told(true, line);
    } else {
      next.forEach(slot -> own.take(crew.spawn(slot, own.generation())));
    }
  }

  /** A process of it has ended that was not to start again: the others go on. */
  void release(Server gone) {
    of(gone).ifPresent(own -> own.release(gone));
  }

  /**
   * Goes on once all of a step serve and those before them take no more connections: whoever is
   * told that a reload is done meets the new application alone.
   */
  void look() {
    current
        .filter(own -> own.allAre(Stage.SERVING) && !servers.mayAcceptYet(clock.getAsLong()))
        .ifPresent(this::nextStep);
  }

  /** It is not wanted any more; its processes are whoever's who says so. */
  void callOff(String reason) {
    current.ifPresent(own -> {
      current = Optional.empty();
      String line = own.what() + " is given up: " + reason;
      hands.log(Severity.WARNING, line);
      own.undo();
      own.answer().told(false, line);
    });
  }

  /** One of its processes can't start: all new ones end, what served goes on. */
  void abort(Shift own, String reason) {
    current = Optional.empty();
    String line = own.what() + " is given up, what served goes on: " + reason;
    hands.log(Severity.ERROR, line);
    own.step().stream()
        .filter(Server::isComing)
        .forEach(
            other -> crew.callOff(other, "another one of its " + own.what() + " could not start"));
    own.undo();
    replacements.waitForAll();
    own.answer().told(false, line);
  }
}
