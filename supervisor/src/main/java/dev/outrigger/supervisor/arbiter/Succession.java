package dev.outrigger.supervisor.arbiter;

import dev.outrigger.supervisor.arbiter.Hands.Severity;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Another arbiter on its way into the place of this one, if there is one. */
final class Succession {
  private static final String TAKEN_OVER = "a new arbiter has taken over";

  private final Hands hands;
  private final Leadership leadership;
  private final Duration limit;
  private final LongSupplier clock;
  private Optional<Answer> asked = Optional.empty();
  private Optional<Answer> followed = Optional.empty();
  private long begun;

  /**
   * None yet.
   *
   * @param startTimeout of a server process; an arbiter has twice as long, since its own ones come
   *     after it
   */
  Succession(Hands hands, Leadership leadership, Duration startTimeout, LongSupplier clock) {
    this.hands = hands;
    this.leadership = leadership;
    this.limit = startTimeout.multipliedBy(2);
    this.clock = clock;
  }

  boolean isUnderWay() {
    return asked.isPresent();
  }

  void begin(Answer answer) {
    asked = Optional.of(answer);
    begun = clock.getAsLong();
    hands.log(Severity.INFO, "upgrade: a new arbiter starts");
    hands.startSuccessor();
  }

  /** The new one serves; gives why this one ends, unless it was not wanted any more. */
  Optional<String> succeeded() {
    return take()
        .map(answer -> {
          leadership.isElsewhere(true);
          hands.giveWay();
          followed = Optional.of(answer);
          return TAKEN_OVER;
        });
  }

  /** Nobody but the processes of the new one takes connections. */
  void alone() {
    Optional<Answer> waiting = followed;
    followed = Optional.empty();
    waiting.ifPresent(answer -> answer.told(true, TAKEN_OVER));
  }

  void failed(String reason) {
    String line = "upgrade is given up, this arbiter goes on: " + reason;
    take()
        .ifPresent(answer -> {
          hands.log(Severity.ERROR, line);
          answer.told(false, line);
        });
  }

  /** Gives it up when it has had its time. */
  void look(long now) {
    if (isUnderWay() && now - begun > limit.toNanos()) {
      hands.endSuccessor();
      failed("the new one did not serve within " + limit.toSeconds() + " s");
    }
  }

  /** The service ends before the new one serves. */
  void callOff() {
    take()
        .ifPresent(answer -> {
          hands.endSuccessor();
          answer.told(false, "the arbiter stops");
        });
  }

  private Optional<Answer> take() {
    Optional<Answer> taken = asked;
    asked = Optional.empty();
    return taken;
  }
}
