package dev.outrigger.web.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.Allocated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What it allocates to find a route, which the number of routes must not change. */
class RoutingAllocationTest {
  // Measured: 416 and 216 bytes, whatever the number of routes; compiled by C2 32 less.
  private static RoutingBenchmark among(int routes) {
    var benchmark = new RoutingBenchmark();
    benchmark.routes = routes;
    benchmark.declare();
    return benchmark;
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void aLiteralPathAllocatesNothing(int routes) throws Exception {
    assertThat(Allocated.bytesFor(among(routes)::literal)).isLessThan(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void threeParametersAllocateTheirValuesAndLittleElse(int routes) throws Exception {
    assertThat(Allocated.bytesFor(among(routes)::threeParameters)).isLessThan(440);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 1000})
  void oneParameterAllocatesItsValueAndLittleElse(int routes) throws Exception {
    assertThat(Allocated.bytesFor(among(routes)::oneOfMany)).isLessThan(230);
  }
}
