package dev.outrigger.supervisor.metrics;

import dev.outrigger.supervisor.arbiter.ServerView;
import dev.outrigger.supervisor.board.Counts;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * A service at one moment.
 *
 * @param uptime since its arbiter began
 * @param slots how many server processes there are to be
 * @param servers those that there are
 * @param totals what was counted since the arbiter began
 */
public record Snapshot(Duration uptime, int slots, List<Sample> servers, Totals totals) {
  private static final String SERVING = "serving";

  /** Keeps its own copy. */
  public Snapshot {
    servers = List.copyOf(servers);
  }

  /**
   * One of its server processes.
   *
   * @param pid its process id; 0 if it has none any more
   */
  public record Sample(ServerView view, long pid, Counts counts) {}

  /** How many serve. */
  public long serving() {
    return servers.stream().filter(sample -> sample.view().stage().equals(SERVING)).count();
  }

  /** Requests that were answered, also by those who are gone. */
  public long requests() {
    return totals.requestsOfGone() + sum(sample -> sample.counts().requests());
  }

  /** The same number of all processes, added up. */
  long sum(ToLongFunction<Sample> number) {
    return servers.stream().mapToLong(number).sum();
  }

  /** The slots that nobody serves. */
  public List<Integer> unserved() {
    return IntStream.range(0, slots)
        .filter(slot ->
            servers.stream()
                .noneMatch(sample ->
                    sample.view().slot() == slot && sample.view().stage().equals(SERVING)))
        .boxed()
        .toList();
  }
}
