package dev.outrigger.supervisor.arbiter;

import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.supervisor.arbiter.Hands.Severity;
import java.time.Duration;
import java.util.Optional;

/** The end of the service, once it is wanted. */
final class Stopping {
  private final Servers servers;
  private final Crew crew;
  private final Hands hands;
  private Optional<End> end = Optional.empty();
  private boolean over;

  private record End(int status, String reason) {}

  Stopping(Servers servers, Crew crew, Hands hands) {
    this.servers = servers;
    this.crew = crew;
    this.hands = hands;
  }

  boolean isUnderWay() {
    return end.isPresent();
  }

  /** All leave. The first reason counts, and the last grace. */
  void begin(int status, String reason, Duration grace) {
    end = end.or(() -> Optional.of(new End(status, reason)));
    if (status == 0) {
      hands.log(Severity.INFO, reason + ": " + plan(grace));
    }
    crew.callOffAllComing("the arbiter stops");
    servers
        .matching(server -> server.is(Stage.SERVING) || server.is(Stage.LEAVING))
        .forEach(server -> crew.leave(server, grace));
  }

  private static String plan(Duration grace) {
    return grace.isZero()
        ? "ending running requests"
        : "letting running requests end, for up to "
            + Durations.text(grace)
            + "; a second signal ends them at once";
  }

  void endIfAllAreGone() {
    if (end.isPresent() && servers.isEmpty() && !over) {
      over = true;
      hands.end(end.get().status(), end.get().reason());
    }
  }
}
