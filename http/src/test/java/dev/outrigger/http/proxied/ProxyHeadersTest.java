package dev.outrigger.http.proxied;

import dev.outrigger.http.http1.Parsing;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The target of {@link ProxyHeaderFuzz} with its seeds, and with as many changes as fit in. */
class ProxyHeadersTest {
  private static final int CHANGES = 20_000;
  // A failure names it; put it here to see the same again.
  private static final long SEED = System.nanoTime();

  @Test
  void whateverComesIsTakenRefusedOrWaitedForInBounds() {
    List<byte[]> seeds = ProxyHeaders.some().toList();
    seeds.forEach(ProxyHeadersTest::check);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < CHANGES; i++) {
      check(Parsing.mutated(seeds.get(random.nextInt(seeds.size())), random));
    }
  }

  private static void check(byte[] bytes) {
    try {
      ProxyHeaders.check(bytes);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError("seed " + SEED + ": " + HexFormat.of().formatHex(bytes), e);
    }
  }
}
