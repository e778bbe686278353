package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Alarm;
import dev.outrigger.runtime.clock.Timekeeper;

/** Interrupts a thread once more, and later again, as long as it stays in a cancelled scope. */
final class Reminder implements Runnable {
  private static final long FIRST_NANOS = 10_000_000;
  private static final long LONGEST_NANOS = 1_000_000_000;

  private final Presence presence;
  private final Timekeeper time;
  private long pause = FIRST_NANOS;
  private volatile boolean stopped;

  Reminder(Presence presence, Timekeeper time) {
    this.presence = presence;
    this.time = time;
    Alarm _ = time.remind(time.now() + pause, this);
  }

  @Override
  public void run() {
    if (!stopped) {
      presence.tell();
      pause = Math.min(2 * pause, LONGEST_NANOS);
      Alarm _ = time.remind(time.now() + pause, this);
    }
  }

  void stop() {
    stopped = true;
  }
}
