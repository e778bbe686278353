package dev.outrigger.supervisor.arbiter;

import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.supervisor.arbiter.Hands.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Looks after processes that do nothing, or take too long for what they do. */
final class Overseer {
  private static final Duration TO_EXIT = Duration.ofSeconds(5);
  private static final Duration FOR_STACKS = Duration.ofSeconds(3);

  private final Rules rules;
  private final Servers servers;
  private final Hands hands;
  private final LongSupplier clock;

  Overseer(Rules rules, Servers servers, Hands hands, LongSupplier clock) {
    this.rules = rules;
    this.servers = servers;
    this.hands = hands;
    this.clock = clock;
  }

  /** A process that has to go. */
  record Found(Server server, String reason) {}

  List<Found> look() {
    long now = clock.getAsLong();
    List<Found> found = new ArrayList<>();
    for (Server server : servers.all()) {
      reasonAgainst(server, now).ifPresent(reason -> found.add(new Found(server, reason)));
    }
    return found;
  }

  private Optional<String> reasonAgainst(Server server, long now) {
    return switch (server.stage()) {
      case STARTING ->
          overdue(server, now, rules.startTimeout(), "it did not answer its probe within ");
      case ENTERING ->
          overdue(server, now, rules.startTimeout(), "it did not take its sockets within ");
      case SERVING ->
          isOver(server.health().silence(), rules.silence())
              ? ofSilence(server, now)
              : Optional.empty();
      case LEAVING ->
          overdue(server, now, server.grace().plus(TO_EXIT), "it was to leave, and had not after ");
      case PROVEN, KILLED, GONE -> Optional.empty();
    };
  }

  private static Optional<String> overdue(Server server, long now, Duration limit, String what) {
    return isOver(server.inStage(now), limit)
        ? Optional.of(what + Durations.text(limit))
        : Optional.empty();
  }

  /** First its stacks are wanted, which say why; then it goes. */
  private Optional<String> ofSilence(Server server, long now) {
    Health health = server.health();
    String reason =
        "its loop "
            + health.silentLoop()
            + " gave no sign of life for "
            + Durations.text(health.silence());
    if (server.stacksAsked().isEmpty()) {
      server.askedForStacks(now);
      hands.log(Severity.ERROR, server.name() + " hangs: " + reason);
      hands.askForStacks(server.id());
      return Optional.empty();
    }
    return isOver(Duration.ofNanos(now - server.stacksAsked().get()), FOR_STACKS)
        ? Optional.of(reason)
        : Optional.empty();
  }

  /** One that is due, if all others are as they should be: never more than one at a time. */
  Optional<Server> toRecycle(Slots slots) {
    long now = clock.getAsLong();
    if (servers.all().stream().anyMatch(server -> !server.is(Stage.SERVING))
        || servers.all().size() != slots.count()) {
      return Optional.empty();
    }
    for (Server server : servers.all()) {
      Optional<String> reason = server.reasonToRecycle(now);
      if (reason.isPresent()) {
        hands.log(Severity.INFO, server.name() + " is recycled: " + reason.get());
        hands.recycled(server.id());
        return Optional.of(server);
      }
    }
    return Optional.empty();
  }

  private static boolean isOver(Duration soFar, Duration limit) {
    return soFar.compareTo(limit) > 0;
  }
}
