package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** All that asks at the same time. */
final class AllLoads implements AutoCloseable {
  private final RepeatedH2load http1;
  private final RepeatedH2load http2;
  private final SteadyLoad hesitant;
  private final SteadyHttp2 keeping;

  AllLoads(SupervisedService service) {
    this.http1 = RepeatedH2load.http1(service.uri().resolve("/ping"));
    this.http2 = RepeatedH2load.http2(service.uri().resolve("/ping"));
    this.hesitant = new SteadyLoad(service.uri());
    this.keeping = new SteadyHttp2(service.uri());
  }

  List<String> failures() {
    List<String> all = new ArrayList<>(http1.failures());
    all.addAll(http2.failures());
    all.addAll(hesitant.failures());
    all.addAll(keeping.failures());
    return all;
  }

  /** Waits until each kind of client has gone on since. */
  void awaitMore() throws Exception {
    int[] before = counts();
    SupervisedService.await(
        "the load goes on",
        () -> {
          int[] now = counts();
          for (int i = 0; i < now.length; i++) {
            if (now[i] <= before[i]) {
              return false;
            }
          }
          return true;
        });
  }

  private int[] counts() {
    return new int[] {http1.answered(), http2.answered(), hesitant.answered(), keeping.answered()};
  }

  /** After its end: nothing failed, and kept connections were told to come again this often. */
  void assertNoneLost(int farewells) {
    assertThat(failures()).isEmpty();
    assertThat(keeping.farewells()).isGreaterThanOrEqualTo(farewells);
  }

  @Override
  public String toString() {
    return "%d requests of h2load over HTTP/1.1 and %d over HTTP/2, %d of hesitant clients, %d over HTTP/2 on kept connections with %d GOAWAYs"
        .formatted(
            http1.answered(),
            http2.answered(),
            hesitant.answered(),
            keeping.answered(),
            keeping.farewells());
  }

  @Override
  public void close() {
    http1.close();
    http2.close();
    hesitant.close();
    keeping.close();
  }
}
