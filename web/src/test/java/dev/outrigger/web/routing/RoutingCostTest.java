package dev.outrigger.web.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingCostTest {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(ints = {10, 1_000})
  void aLookupAllocatesLittleHoweverManyRoutesThereAre(int routes) {
    // Two segments, the match, the walk and the array of values: all short-lived.
    assertThat(bytesPerLookup(router(routes))).isLessThan(400);
  }

  private static Router<String> router(int routes) {
    var router = new Router<String>();
    for (int i = 0; i < routes; i++) {
      router.add("GET", "/things" + i + "/{id:int}", "");
    }
    return router;
  }

  private static long bytesPerLookup(Router<String> router) {
    int rounds = 20_000;
    long found = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < rounds; i++) {
      found += router.find("GET", "/things7/35") instanceof Lookup.Match ? 1 : 0;
    }
    long after = THREADS.getCurrentThreadAllocatedBytes();
    assertThat(found).isEqualTo(rounds);
    return (after - before) / rounds;
  }
}
