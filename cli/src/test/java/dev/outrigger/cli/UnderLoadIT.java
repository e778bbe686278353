package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LongSummaryStatistics;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No request is lost while server processes come and go, whoever asks: h2load, clients that
 * hesitate before they ask, and clients that keep their connection over HTTP/2.
 */
class UnderLoadIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void findH2load() {
    RepeatedH2load.require();
  }

  private SupervisedService serve(String... options) throws Exception {
    return SupervisedService.serve(folder, "", options);
  }

  @Test
  void reloadsLoseNoRequest() throws Exception {
    reload(5, 2);
  }

  /** As many as one has time for: {@code -Doutrigger.reloads=100}. */
  @Test
  @Tag("conformance")
  void manyReloadsLoseNoRequest() throws Exception {
    reload(Integer.getInteger("outrigger.reloads", 20), 1);
  }

  private void reload(int times, int workers) throws Exception {
    try (SupervisedService service = serve("--workers", String.valueOf(workers))) {
      AllLoads load = new AllLoads(service);
      LongSummaryStatistics millis = new LongSummaryStatistics();
      try (load) {
        for (int i = 0; i < times; i++) {
          long begun = System.nanoTime();
          service.reload();
          millis.accept(Duration.ofNanos(System.nanoTime() - begun).toMillis());
          assertThat(load.failures()).as("after reload %d", i + 1).isEmpty();
          load.awaitMore();
        }
      }
      load.assertNoneLost(times);
      System.out.printf(
          "%d reloads, %d to %d ms each, %.0f on average: %s; none lost%n",
          times, millis.getMin(), millis.getMax(), millis.getAverage(), load);
    }
  }
}
