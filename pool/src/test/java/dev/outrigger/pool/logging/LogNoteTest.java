package dev.outrigger.pool.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.pool.wire.ProtocolException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogNoteTest {
  private final LogNote note = new LogNote(Level.WARNING, "app.Thing", "läuft ≠ steht", "");

  @Test
  void itArrivesAsItWasSent() throws Exception {
    assertThat(LogNote.of(ByteBuffer.wrap(note.bytes()))).isEqualTo(note);
  }

  @Test
  void aTruncatedOneIsRefusedWhereverItIsCut() {
    byte[] bytes = note.bytes();
    for (int i = 0; i < bytes.length; i++) {
      ByteBuffer part = ByteBuffer.wrap(Arrays.copyOf(bytes, i));
      assertThatThrownBy(() -> LogNote.of(part)).isInstanceOf(ProtocolException.class);
    }
  }

  @Test
  void aTextThatIsTooLongForALogIsCut() {
    assertThat(new LogNote(Level.INFO, "a", "x".repeat(1_000_000), "").message())
        .hasSizeLessThan(20_000)
        .endsWith("…");
  }
}
