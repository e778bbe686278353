package dev.outrigger.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What a body that waits costs, and that nothing of it is lost. */
class BodyQueueTest {
  private final AtomicLong taken = new AtomicLong();
  private final BodyQueue queue =
      new BodyQueue(
          -1,
          false,
          new BodyQueue.Source() {
            @Override
            public void wanted() {}

            @Override
            public void resume() {}

            @Override
            public void taken(int bytes) {
              taken.addAndGet(bytes);
            }
          });

  private static byte[] random(int count) {
    byte[] bytes = new byte[count];
    new Random(7).nextBytes(bytes);
    return bytes;
  }

  private byte[] rest() throws InterruptedException {
    queue.end(EmptyHttpHeaders.INSTANCE);
    return queue.readAll(1_000_000);
  }

  @Test
  void singleBytesDoNotKeepTheBufferThatTheyWereReadInto() throws Exception {
    byte[] sent = random(64 * 1024);
    ByteBuf read = Unpooled.copiedBuffer(sent);
    while (read.isReadable()) {
      queue.offer(read.readRetainedSlice(1));
    }
    read.release();
    assertThat(read.refCnt()).isZero();
    assertThat(rest()).isEqualTo(sent);
    assertThat(taken).hasValue(sent.length);
  }

  @Test
  void singleBytesAreReadTogether() throws Exception {
    for (int i = 0; i < 4096; i++) {
      queue.offer(Unpooled.wrappedBuffer(new byte[] {(byte) i}));
    }
    ByteBuf first = queue.take();
    assertThat(first).isNotNull();
    assertThat(first.readableBytes()).isEqualTo(4096);
    first.release();
    assertThat(taken).hasValue(4096);
  }

  @Test
  void longPartsAreNotCopied() {
    ByteBuf read = Unpooled.wrappedBuffer(random(Parts.SHORT));
    queue.offer(read.retain());
    assertThat(read.refCnt()).isEqualTo(2);
    queue.close();
    assertThat(read.refCnt()).isEqualTo(1);
    read.release();
  }

  @Test
  void shortAndLongPartsComeInTheirOrderWhileTheyAreRead() throws Exception {
    byte[] sent = random(300_000);
    ByteBuf read = Unpooled.copiedBuffer(sent);
    ByteBuf got = Unpooled.buffer(sent.length);
    Random sizes = new Random(11);
    byte[] block = new byte[5000];
    while (read.isReadable()) {
      int most = sizes.nextBoolean() ? 20 : 4000;
      queue.offer(read.readRetainedSlice(Math.min(read.readableBytes(), 1 + sizes.nextInt(most))));
      if (sizes.nextInt(3) == 0) {
        got.writeBytes(block, 0, queue.read(block, 0, 1 + sizes.nextInt(block.length)));
      }
      if (sizes.nextInt(9) == 0 && got.writerIndex() < read.readerIndex()) {
        ByteBuf part = queue.take();
        assertThat(part).isNotNull();
        got.writeBytes(part);
        part.release();
      }
    }
    read.release();
    got.writeBytes(rest());
    assertThat(read.refCnt()).isZero();
    byte[] all = new byte[got.readableBytes()];
    got.readBytes(all);
    assertThat(all).isEqualTo(sent);
    assertThat(taken).hasValue(sent.length);
  }
}
