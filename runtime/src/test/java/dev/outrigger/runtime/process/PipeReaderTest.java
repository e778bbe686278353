package dev.outrigger.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PipeReaderTest {

  private static final class Endless extends InputStream {
    final AtomicLong given = new AtomicLong();

    @Override
    public int read() {
      throw new IllegalStateException("one byte at a time");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      given.addAndGet(length);
      return length;
    }
  }

  private static Thread pump(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("outrigger-pipe-" + name))
        .findFirst()
        .orElseThrow();
  }

  /** It waits for the lock, too, and rests only when there is much. */
  private static void awaitRest(Thread pump, Endless source) {
    while (source.given.get() < 64L << 10 || pump.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  @Test
  void nothingIsReadBeforeSomebodyWantsIt() throws Exception {
    Endless source = new Endless();
    try (PipeReader reader = new PipeReader("unread", source)) {
      assertThat(reader.available()).isZero();
      assertThat(source.given).hasValue(0);
    }
  }

  @Test
  void noMoreIsReadAheadThanTheBound() throws Exception {
    Endless source = new Endless();
    try (PipeReader reader = new PipeReader("bounded", source)) {
      assertThat(reader.read()).isZero();
      awaitRest(pump("bounded"), source);
      assertThat(source.given.get()).isBetween(64L << 10, 100L << 10);
    }
  }

  @Test
  void closingEndsItsThreadAndWhoReadsBehindIsToldSo() throws Exception {
    PipeReader reader = new PipeReader("closed", new Endless());
    assertThat(reader.read()).isZero();
    Thread pump = pump("closed");
    reader.close();
    pump.join();
    assertThatThrownBy(reader::read).isInstanceOf(IOException.class).hasMessage("closed is closed");
  }
}
