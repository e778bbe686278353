package dev.outrigger.pool.actor;

import dev.outrigger.pool.ActorStatistics;

/** Counts of calls; guarded by the mailbox. */
final class Tally {
  long accepted;
  long rejected;
  private long completed;
  private long failed;
  private long cancelled;

  void ended(Outcome outcome) {
    switch (outcome) {
      case Outcome.Returned _ -> completed++;
      case Outcome.Cancelled _ -> cancelled++;
      case Outcome.Threw _, Outcome.Failed _, Outcome.Lost _ -> failed++;
    }
  }

  ActorStatistics look(boolean alive, boolean ready, int waiting, int running, int restarts) {
    return new ActorStatistics(
        alive, ready, waiting, running, accepted, completed, failed, cancelled, rejected, restarts);
  }
}
