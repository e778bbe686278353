package dev.outrigger.pool.schedule;

import java.lang.System.Logger.Level;

/**
 * What is done about the death of a worker: its tasks go their ways, it is counted and told of
 * unless it was to go, and another takes its place.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class Deaths {
  private final Surroundings out;
  private final Counts counts;
  private final Crew crew;
  private final Losses losses;
  private final Closing closing;

  Deaths(Surroundings out, Counts counts, Crew crew, Losses losses, Closing closing) {
    this.out = out;
    this.counts = counts;
    this.crew = crew;
    this.losses = losses;
    this.closing = closing;
  }

  void settle(Worker worker, Death death) {
    boolean expected = closing.expects(worker);
    Obituary obituary = Obituary.of(worker, death);
    crew.bury(worker, obituary.startupReason());
    String label = obituary.label();
    out.buried(worker, worker.condemned().orElseGet(obituary.cause()::label), expected);
    losses.bear(worker, death, obituary.cause());
    boolean replaced = closing.hires();
    if (!expected) {
      counts.workerLost(label);
      out.log(Level.WARNING, obituary.line(replaced));
    }
    if (replaced) {
      crew.hiring().replace();
    }
  }
}
