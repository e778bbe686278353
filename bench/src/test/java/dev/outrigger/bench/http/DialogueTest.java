package dev.outrigger.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.bench.load.Dialogue;
import dev.outrigger.bench.load.WrongAnswerException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The clients notice what is wrong. */
class DialogueTest {
  private static final String HELLO = "HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\nHello, World!";

  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n8;x=y\r\n, World!\r\n0\r\n\r\n";

  private final ChannelHandlerContext context = context();

  private static ChannelHandlerContext context() {
    ChannelInboundHandlerAdapter any = new ChannelInboundHandlerAdapter();
    return new EmbeddedChannel(any).pipeline().context(any);
  }

  private int hear(Dialogue dialogue, String text) throws WrongAnswerException {
    return dialogue.hear(context, Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
  }

  @Test
  void answersAreCounted() throws Exception {
    assertThat(hear(Work.PLAINTEXT.dialogue(), HELLO + HELLO + HELLO)).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {HELLO, CHUNKED})
  void anAnswerMayComeInPartsCutAnywhere(String answer) throws Exception {
    for (int cut = 1; cut < answer.length(); cut++) {
      Dialogue dialogue = Work.PLAINTEXT.dialogue();
      ByteBuf in = Unpooled.buffer();
      in.writeCharSequence(answer.substring(0, cut), StandardCharsets.US_ASCII);
      assertThat(dialogue.hear(context, in)).isZero();
      in.writeCharSequence(answer.substring(cut), StandardCharsets.US_ASCII);
      assertThat(dialogue.hear(context, in)).isEqualTo(1);
      assertThat(in.isReadable()).isFalse();
    }
  }

  @Test
  void answersInChunksAndWithTheirLengthMayFollowEachOther() throws Exception {
    assertThat(hear(Work.PLAINTEXT.dialogue(), CHUNKED + HELLO + CHUNKED)).isEqualTo(3);
  }

  @Test
  void tooFewBytesInChunksAreAnError() {
    refused(Work.PLAINTEXT.dialogue(), CHUNKED.replace("8;x=y\r\n, World!\r\n", ""), "5 bytes");
  }

  @Test
  void tooManyBytesInChunksAreAnError() {
    refused(Work.PLAINTEXT.dialogue(), CHUNKED.replace("8;x=y", "9"), "more than 13 bytes");
  }

  @Test
  void aChunkWithoutASizeIsAnError() {
    refused(Work.PLAINTEXT.dialogue(), CHUNKED.replace("8;x=y", "many"), "'many'");
  }

  @Test
  void anotherStatusIsAnError() {
    refused(Work.PLAINTEXT.dialogue(), HELLO.replace("200", "503"), "503");
  }

  @Test
  void anotherBodyIsAnError() {
    refused(Work.PLAINTEXT.dialogue(), HELLO.replace("World", "Wörld"), "other bytes");
  }

  @Test
  void anotherLengthIsAnError() {
    refused(Work.PLAINTEXT.dialogue(), HELLO.replace("13", "12"), "12 bytes");
  }

  @Test
  void anAnswerWithoutItsLengthIsAnError() {
    refused(Work.PLAINTEXT.dialogue(), HELLO.replace("content-length", "x-length"), "length");
  }

  @Test
  void noWebSocketIsAnError() {
    refused(Work.WEBSOCKET.dialogue(), HELLO, "no WebSocket");
  }

  @Test
  void aStreamThatIsResetIsAnError() {
    refused(Work.HTTP2.dialogue(), hex("000004 03 00 00000001 00000007"), "type 3");
  }

  @Test
  void aStreamOfAnotherStatusIsAnError() {
    refused(Work.HTTP2.dialogue(), hex("000001 01 05 00000001 8d"), "status 200");
  }

  @Test
  void aStreamWithoutABodyIsAnError() {
    refused(Work.HTTP2.dialogue(), hex("000001 01 05 00000001 88"), "without a body");
  }

  private static String hex(String frame) {
    byte[] bytes = HexFormat.of().parseHex(frame.replace(" ", ""));
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private void refused(Dialogue dialogue, String answer, String why) {
    assertThatExceptionOfType(WrongAnswerException.class)
        .isThrownBy(() -> hear(dialogue, answer))
        .withMessageContaining(why);
  }
}
