package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No request is lost while the number of server processes changes, or one of them is replaced that
 * has served enough.
 */
class ScalingUnderLoadIT {
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void findH2load() {
    RepeatedH2load.require();
  }

  private SupervisedService serve(String... options) throws Exception {
    return SupervisedService.serve(folder, "", options);
  }

  @Test
  void scalingUpAndDownLosesNoRequest() throws Exception {
    try (SupervisedService service = serve("--workers", "1")) {
      AllLoads load = new AllLoads(service);
      try (load) {
        for (int count : new int[] {3, 1, 2}) {
          service.scale(count);
          assertThat(service.servers("serving")).hasSize(count);
          load.awaitMore();
        }
      }
      // Connections that are kept may all be with the first process, which stays.
      load.assertNoneLost(0);
      System.out.printf("scaled to 3, 1 and 2: %s; none lost%n", load);
    }
  }

  @Test
  void recyclingLosesNoRequest() throws Exception {
    try (SupervisedService service = serve("--workers", "2", "--max-requests", "500")) {
      AllLoads load = new AllLoads(service);
      try (load) {
        for (int i = 0; i < 3; i++) {
          service.awaitLog("is recycled: it has served");
          service.awaitLog("has left: exit status 0");
        }
        load.awaitMore();
      }
      load.assertNoneLost(1);
      System.out.printf("three processes recycled: %s; none lost%n", load);
    }
  }
}
