package dev.outrigger.supervisor.metrics;

import dev.outrigger.supervisor.arbiter.Fate;
import dev.outrigger.supervisor.arbiter.Health;
import dev.outrigger.supervisor.arbiter.ServerView;
import dev.outrigger.supervisor.board.Counts;
import dev.outrigger.supervisor.metrics.Snapshot.Sample;
import java.time.Duration;
import java.util.List;

/** Services at a moment, for tests. */
final class Snapshots {
  private Snapshots() {}

  static Sample sample(int server, int slot, String stage, Counts counts) {
    ServerView view =
        new ServerView(
            server,
            slot,
            1,
            stage,
            Duration.ofSeconds(7),
            server == 1,
            new Health(0, Duration.ofMillis(12), counts.requests(), 50_000_000));
    return new Sample(view, 4000 + server, counts);
  }

  /** Two slots, of which one is served; two processes have been there before. */
  static Snapshot service() {
    Tally tally = new Tally();
    tally.started();
    tally.ended(Fate.LOST);
    tally.ended(Fate.LOST);
    tally.gone(100);
    tally.reloaded(true);
    tally.reloaded(false);
    tally.recycled();
    return new Snapshot(
        Duration.ofMillis(61_500),
        2,
        List.of(
            sample(1, 0, "serving", new Counts(20, 2, 5)),
            sample(4, 1, "starting", new Counts(3, 1, 1))),
        tally.totals());
  }
}
