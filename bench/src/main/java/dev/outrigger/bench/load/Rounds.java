package dev.outrigger.bench.load;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a request costs on each of several servers: CPU time of its process, and what it allocates.
 * The servers take turns within each round, so that whatever else the machine does hits all of
 * them. An answer that is wrong or does not come ends it.
 */
public final class Rounds {
  private static final int WARM_UP = 4;
  private static final double SECONDS = 1;
  // A server that has less than a tenth of a core to itself is measured all the same.
  private static final int PATIENCE = 10;

  private final int rounds;
  private final double scale;
  private final Load load;
  private final Report report;

  /** They have been asked for in words. */
  public Rounds(Words<?> words, Load load, PrintStream out) {
    this.rounds = words.rounds();
    this.scale = words.scale();
    this.load = load;
    this.report = new Report(out);
  }

  /**
   * Measures all servers at that and prints a table.
   *
   * @throws IOException if an answer was wrong
   */
  public void measure(Exercise work, List<ServerProcess> servers)
      throws IOException, InterruptedException {
    Map<String, Samples> table = new LinkedHashMap<>();
    for (ServerProcess server : servers) {
      table.put(server.name(), new Samples());
      // One request each, so that a wrong answer is told before anything is measured.
      var _ = round(work, server, Duration.ZERO);
    }
    // What is tiny is a test of the benchmark itself.
    int warmUp = scale < 0.1 ? 1 : WARM_UP;
    for (int round = -warmUp; round < rounds; round++) {
      for (int i = 0; i < servers.size(); i++) {
        // Who goes first changes.
        ServerProcess server = servers.get(Math.floorMod(i + round, servers.size()));
        Optional<Sample> sample = round(work, server, time());
        if (round >= 0) {
          sample.ifPresent(one -> table.computeIfPresent(server.name(), (_, all) -> all.with(one)));
        }
      }
    }
    report.print(work, table);
  }

  private Duration time() {
    return Duration.ofNanos((long) (SECONDS * scale * 1e9));
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }

  private Optional<Sample> round(Exercise work, ServerProcess server, Duration time)
      throws IOException, InterruptedException {
    OptionalInt port = server.port(work);
    if (port.isEmpty()) {
      return Optional.empty();
    }
    try (Load.Clients clients = load.open(work, port.getAsInt(), work.connections(scale))) {
      // All connections have come to rest behind their first requests.
      var _ = clients.run(Duration.ZERO);
      OptionalLong bytes = server.allocated();
      ServerProcess.Cpu before = server.cpu();
      long begun = System.nanoTime();
      ServerProcess.Cpu after = before;
      double requests = 0;
      // By its own clock: others who use the machine make it longer, and not less exact.
      do {
        requests += clients.run(time.dividedBy(4));
        after = server.cpu();
      } while (after.total() - before.total() < seconds(time)
          && System.nanoTime() - begun < PATIENCE * time.toNanos());
      double elapsed = (System.nanoTime() - begun) / 1e9;
      OptionalLong bytesAfter = server.allocated();
      return Optional.of(
          new Sample(
              (after.user() - before.user()) * 1e6 / requests,
              (after.system() - before.system()) * 1e6 / requests,
              bytes.isEmpty()
                  ? OptionalDouble.empty()
                  : OptionalDouble.of((bytesAfter.orElseThrow() - bytes.getAsLong()) / requests),
              requests / elapsed));
    } catch (IOException e) {
      throw new IOException(server.name() + ", " + work.title() + ": " + e.getMessage(), e);
    }
  }
}
