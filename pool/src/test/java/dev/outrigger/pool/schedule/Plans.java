package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.WhenFull;
import java.time.Duration;
import java.util.Optional;

/** Plans that differ from a plain one in one thing. */
final class Plans {
  static final Duration STARTUP = Duration.ofSeconds(30);
  static final Duration HUNG = Duration.ofSeconds(10);
  private static final Duration AGEING = Duration.ofSeconds(10);

  private Plans() {}

  static Plan of(Sizing sizing) {
    return of(sizing, 10, WhenFull.REJECT, Quarantine.off(), Recycling.never());
  }

  static Plan of(WhenFull whenFull) {
    return of(Sizing.fixed(1), 1, whenFull, Quarantine.off(), Recycling.never());
  }

  static Plan of(Quarantine quarantine) {
    return of(Sizing.fixed(1), 10, WhenFull.REJECT, quarantine, Recycling.never());
  }

  static Plan of(Recycling recycling) {
    return of(Sizing.fixed(1), 10, WhenFull.REJECT, Quarantine.off(), recycling);
  }

  static Plan of(
      Sizing sizing, int capacity, WhenFull whenFull, Quarantine quarantine, Recycling recycling) {
    return new Plan(
        sizing, capacity, whenFull, AGEING, quarantine, recycling, STARTUP, HUNG, Optional.empty());
  }
}
