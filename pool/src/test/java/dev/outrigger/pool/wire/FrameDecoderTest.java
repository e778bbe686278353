package dev.outrigger.pool.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  @Test
  void framesComeOutAsTheyWentInHoweverTheStreamIsCut() throws Exception {
    List<FrameType> types = List.copyOf(EnumSet.allOf(FrameType.class));
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      List<Frame> sent = new ArrayList<>();
      ByteArrayOutputStream stream = new ByteArrayOutputStream();
      for (int i = 0; i < 10; i++) {
        byte[] payload = new byte[random.nextInt(i == 5 ? 100_000 : 40)];
        random.nextBytes(payload);
        FrameType type = types.get(random.nextInt(types.size()));
        sent.add(new Frame(type, random.nextLong(), payload));
        for (ByteBuffer part : sent.getLast().buffers()) {
          byte[] bytes = new byte[part.remaining()];
          part.get(bytes);
          stream.writeBytes(bytes);
        }
      }
      List<Frame> received = decodeInPieces(stream.toByteArray(), random);
      assertThat(received).as("seed %d", seed).hasSameSizeAs(sent);
      for (int i = 0; i < sent.size(); i++) {
        assertThat(received.get(i).type()).isEqualTo(sent.get(i).type());
        assertThat(received.get(i).task()).isEqualTo(sent.get(i).task());
        assertThat(received.get(i).payload()).isEqualTo(sent.get(i).payload());
      }
    }
  }

  private static List<Frame> decodeInPieces(byte[] stream, Random random) throws Exception {
    FrameDecoder decoder = new FrameDecoder(1 << 20);
    List<Frame> frames = new ArrayList<>();
    for (int position = 0; position < stream.length; ) {
      int count =
          Math.min(1 + random.nextInt(50_000 >> random.nextInt(16)), stream.length - position);
      ByteBuffer piece = ByteBuffer.wrap(stream, position, count);
      Optional<Frame> next = decoder.next(piece);
      while (next.isPresent()) {
        frames.add(next.get());
        next = decoder.next(piece);
      }
      position += count;
    }
    return frames;
  }

  @Test
  void aLengthAboveTheLimitIsRefused() {
    ByteBuffer head = ByteBuffer.allocate(13).putInt(9 + 11).put((byte) 1).putLong(0).flip();
    assertThatThrownBy(() -> new FrameDecoder(10).next(head))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("11 bytes");
  }

  @Test
  void aLengthBelowZeroIsRefused() {
    ByteBuffer head = ByteBuffer.allocate(13).putInt(-1).put((byte) 1).putLong(0).flip();
    assertThatThrownBy(() -> new FrameDecoder(10).next(head)).isInstanceOf(ProtocolException.class);
  }

  @Test
  void anUnknownTypeIsRefused() {
    ByteBuffer head = ByteBuffer.allocate(13).putInt(9).put((byte) 99).putLong(0).flip();
    assertThatThrownBy(() -> new FrameDecoder(10).next(head))
        .isInstanceOf(ProtocolException.class)
        .hasMessageContaining("type 99");
  }

  @Test
  void anUnfinishedFrameIsKnownByItsType() throws Exception {
    FrameDecoder decoder = new FrameDecoder(100);
    ByteBuffer part = ByteBuffer.allocate(14).putInt(9 + 50).put((byte) 4).putLong(1).flip();
    assertThat(decoder.next(part)).isEmpty();
    assertThat(decoder.unfinished()).contains(FrameType.RESULT);
  }
}
