package dev.outrigger.web.testclient;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.bench.Allocated;
import org.junit.jupiter.api.Test;

/** What binding allocates: for parameters next to nothing beside asking for them by hand. */
class BindingAllocationTest {
  // Measured: about 0, and 2,936 bytes, nearly all of them Hibernate Validator's.
  private final BindingBenchmark benchmark = new BindingBenchmark();

  @Test
  void boundParametersAllocateLittleMoreThanThoseThatAreAskedFor() throws Exception {
    double asked = Allocated.bytesFor(benchmark::asked);
    double bound = Allocated.bytesFor(benchmark::bound);
    assertThat(bound - asked).isLessThan(100);
  }

  @Test
  void aValidatedBodyAllocatesLittleMoreThanOneThatIsOnlyRead() throws Exception {
    double read = Allocated.bytesFor(benchmark::readFromJson);
    double validated = Allocated.bytesFor(benchmark::validated);
    assertThat(validated - read).isLessThan(3100);
  }
}
