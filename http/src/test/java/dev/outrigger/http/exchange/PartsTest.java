package dev.outrigger.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartsTest {
  private static final int READ = 64 * 1024;

  private final Parts parts = new Parts();
  private final ByteBuf read =
      ByteBufAllocator.DEFAULT.directBuffer(READ, READ).writeBytes(new byte[READ]);

  @AfterEach
  void letGo() {
    parts.clear();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1023, 1024, 16 * 1024, READ / 2 - 1})
  void aPartThatIsLittleOfWhatItWasReadIntoKeepsNoneOfThat(int count) {
    parts.add(read.readRetainedSlice(count));
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
    assertThat(parts.removeFirst().readableBytes()).isEqualTo(count);
  }

  @ParameterizedTest
  @ValueSource(ints = {READ / 2, READ})
  void aPartThatIsMostOfItIsNotCopied(int count) {
    parts.add(read.readRetainedSlice(count));
    assertThat(read.refCnt()).isEqualTo(2);
    parts.clear();
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
  }

  @Test
  void aBufferThatHoldsLittleIsNotKept() {
    parts.add(read.writerIndex(2000).retain());
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
  }

  @Test
  void shortPartsAreOne() {
    for (int i = 0; i < 100; i++) {
      parts.add(read.readRetainedSlice(10));
    }
    read.release();
    assertThat(parts.removeFirst().readableBytes()).isEqualTo(1000);
    assertThat(parts.isEmpty()).isTrue();
  }
}
