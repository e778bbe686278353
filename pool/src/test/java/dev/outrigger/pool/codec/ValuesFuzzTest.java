package dev.outrigger.pool.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.outrigger.pool.memory.Sharing;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever a worker sends, reading it fails in order and takes no more memory than it may. */
class ValuesFuzzTest {
  private static final Rules RULES = new Rules(1 << 20, 1 << 20, Optional.empty(), Sharing.none());
  private static final Trust TRUST =
      new Trust(List.of(ClassLoader.getSystemClassLoader()), AllowList.own(ValuesFuzzTest.class));

  /** Beside the value: the machinery of an object stream, class loading, an exception. */
  private static final long OVERHEAD = 4 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void garbageIsRefusedInOrder() {
    Random random = new Random(7);
    for (int i = 0; i < 100_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = (byte) random.nextInt(12);
      }
      read(bytes, i);
    }
  }

  @Test
  void brokenMessagesAreRefusedInOrder() throws Exception {
    Random random = new Random(8);
    List<byte[]> whole = new ArrayList<>();
    for (Object value :
        List.of(
            "text",
            new double[] {1, 2, 3},
            List.of(1, "two", Map.of("three", new int[] {3})),
            new java.util.HashMap<>(Map.of("a", 1, "b", new java.util.ArrayList<>(List.of(2)))),
            new java.util.ArrayDeque<>(List.of(1, 2)),
            new IllegalStateException("x"))) {
      Payload out = new Payload();
      Values.write(value, out, RULES);
      whole.add(out.join(1 << 20, "a test"));
    }
    for (int i = 0; i < 60_000; i++) {
      byte[] bytes = whole.get(random.nextInt(whole.size())).clone();
      int changes = 1 + random.nextInt(4);
      for (int change = 0; change < changes; change++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      read(bytes, i);
    }
  }

  private static void read(byte[] bytes, int seed) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    try {
      Object _ = Values.read(ByteBuffer.wrap(bytes), TRUST, RULES);
    } catch (IOException | ClassNotFoundException _) {
      // As it should be.
    } catch (RuntimeException | Error e) {
      throw new AssertionError("case " + seed + " threw " + e, e);
    }
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
        .as("allocated in case %s", seed)
        .isLessThan(OVERHEAD);
  }
}
