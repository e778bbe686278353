package dev.outrigger.pool.schedule;

import org.jspecify.annotations.Nullable;

/** At most one pending timer: setting it again replaces what was set before. */
final class Alarm {
  private final Timers timers;
  private Timers.@Nullable Timer pending;

  Alarm(Timers timers) {
    this.timers = timers;
  }

  void set(long time, Runnable action) {
    clear();
    pending =
        timers.at(
            time,
            () -> {
              pending = null;
              action.run();
            });
  }

  boolean isSet() {
    return pending != null;
  }

  void clear() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }
}
