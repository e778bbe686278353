package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each server process gets its share of new connections. */
class BalanceIT {
  private static final int CONNECTIONS = 2000;
  private static final int AT_A_TIME = 8;

  @TempDir private Path folder = Path.of("");

  @Test
  void eachOfOneTwoAndEightSlotsGetsItsShare() throws Exception {
    try (SupervisedService service = SupervisedService.serve(folder, "", "--workers", "1")) {
      for (int slots : new int[] {1, 2, 8}) {
        service.scale(slots);
        Map<String, Integer> counts = counts(service);
        System.out.printf("%d connections over %d slots: %s%n", CONNECTIONS, slots, counts);
        int share = CONNECTIONS / slots;
        assertThat(counts).hasSize(slots);
        assertThat(counts.values()).allMatch(count -> count > share / 3 && count < share * 3);
      }
    }
  }

  /** How many connections each process answered. */
  private static Map<String, Integer> counts(SupervisedService service) throws Exception {
    Map<String, Integer> counts = new ConcurrentHashMap<>();
    Callable<Void> asking =
        () -> {
          for (int i = 0; i < CONNECTIONS / AT_A_TIME; i++) {
            int _ = counts.merge(SteadyLoad.ping(service.uri()), 1, Integer::sum);
          }
          return null;
        };
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Void> client : clients.invokeAll(Collections.nCopies(AT_A_TIME, asking))) {
        client.get();
      }
    }
    return new TreeMap<>(counts);
  }
}
