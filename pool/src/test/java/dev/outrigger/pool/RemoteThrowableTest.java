package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stands in for a throwable that can't travel. */
class RemoteThrowableTest {
  @Test
  void itKeepsCausesAndWhatWasSuppressed() {
    IllegalStateException original =
        new IllegalStateException("no picture", new IOException("end of file"));
    IOException second = new IOException("not closed", new IOException("disk full"));
    original.addSuppressed(second);
    RemoteThrowable copy = RemoteThrowable.of(original);
    assertThat(copy).hasMessage("java.lang.IllegalStateException: no picture");
    assertThat(copy.getCause()).hasMessage("java.io.IOException: end of file");
    assertThat(copy.getSuppressed()).hasSize(1);
    assertThat(copy.getSuppressed()[0])
        .hasMessage("java.io.IOException: not closed")
        .cause()
        .hasMessage("java.io.IOException: disk full");
    assertThat(copy.getSuppressed()[0].getStackTrace()).isEqualTo(second.getStackTrace());
  }

  @Test
  void aVeryLongStackIsCutInTheMiddle() {
    StackTraceElement[] lines =
        Stream.generate(() -> new StackTraceElement("Loop", "down", "Loop.java", 7))
            .limit(1000)
            .toArray(StackTraceElement[]::new);
    lines[999] = new StackTraceElement("Loop", "main", "Loop.java", 1);
    RuntimeException original = new RuntimeException("deep");
    original.setStackTrace(lines);
    StackTraceElement[] kept = RemoteThrowable.of(original).getStackTrace();
    assertThat(kept).hasSize(101);
    assertThat(kept[50]).asString().contains("900 lines left out");
    assertThat(kept[100].getMethodName()).isEqualTo("main");
  }

  @Test
  void aRingOfCausesAndALotOfSuppressedOnesEnd() {
    IllegalStateException one = new IllegalStateException("one");
    IllegalStateException other = new IllegalStateException("other", one);
    one.initCause(other);
    for (int i = 0; i < 100; i++) {
      one.addSuppressed(new IllegalStateException("suppressed " + i, other));
    }
    assertThat(count(RemoteThrowable.of(one))).isBetween(10L, 20L);
  }

  private static long count(Throwable root) {
    long causes = root.getCause() == null ? 0 : count(root.getCause());
    return 1 + causes + Arrays.stream(root.getSuppressed()).mapToLong(each -> count(each)).sum();
  }
}
