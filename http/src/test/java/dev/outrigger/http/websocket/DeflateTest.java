package dev.outrigger.http.websocket;

import static dev.outrigger.http.websocket.Peer.BINARY;
import static dev.outrigger.http.websocket.Peer.CONTINUATION;
import static dev.outrigger.http.websocket.Peer.FIN;
import static dev.outrigger.http.websocket.Peer.RSV1;
import static dev.outrigger.http.websocket.Peer.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import dev.outrigger.runtime.TaskBackend;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(NoLeaks.class)
class DeflateTest {
  private static final String OFFER = "Sec-WebSocket-Extensions: permessage-deflate";
  private static final int COMPRESSED = FIN | RSV1;

  private static byte[] deflated(byte[] plain) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(plain);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[8192];
    int length;
    do {
      length = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      out.write(piece, 0, length);
    } while (length == piece.length);
    deflater.end();
    return Arrays.copyOf(out.toByteArray(), out.size() - 4);
  }

  private static String inflated(byte[] payload) {
    return new String(Deflate.inflate(payload, 1 << 20), StandardCharsets.UTF_8);
  }

  private static Talk talk(WebSocketOptions options) {
    return Talk.with(TaskBackend.LOOP_CARRIED, options, Talk.ECHO);
  }

  @Test
  void compressedMessagesComeBackCompressed() throws Exception {
    String text = "größer ☃ ".repeat(100);
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      for (int i = 0; i < 3; i++) {
        peer.frame(COMPRESSED | TEXT, deflated(text.getBytes(StandardCharsets.UTF_8)));
        Frame answer = peer.read();
        assertThat(answer.first()).isEqualTo(COMPRESSED | TEXT);
        assertThat(answer.payload()).hasSizeLessThan(100);
        assertThat(inflated(answer.payload())).isEqualTo(text);
      }
    }
  }

  @Test
  void theExamplesOfRfc7692AreUnderstood() throws Exception {
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      for (String hex :
          new String[] {
            "f248cdc9c90700", // 7.2.3.1, one block
            "000500faff48656c6c6f00", // 7.2.3.3, not compressed
            "f348cdc9c9070000", // 7.2.3.4, with BFINAL
            "f248050000 00ffffcac9c90700".replace(" ", "") // 7.2.3.5, two blocks
          }) {
        assertThat(peer.frame(COMPRESSED | TEXT, HexFormat.of().parseHex(hex)).readText())
            .isEqualTo("Hello");
      }
      // 7.2.3.6, an empty one
      assertThat(peer.frame(COMPRESSED | TEXT, new byte[] {0}).readText()).isEmpty();
    }
  }

  @Test
  void compressedAndPlainMessagesMayBeMixedAndFragmented() throws Exception {
    byte[] hello = HexFormat.of().parseHex("f248cdc9c90700");
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      assertThat(peer.text("plain").readText()).isEqualTo("plain");
      peer.frame(RSV1 | TEXT, Arrays.copyOf(hello, 3));
      peer.frame(FIN | CONTINUATION, Arrays.copyOfRange(hello, 3, hello.length));
      assertThat(peer.readText()).isEqualTo("Hello");
    }
  }

  @Test
  void noiseIsSentAsItIs() throws Exception {
    byte[] noise = new byte[70_000];
    new Random(1).nextBytes(noise);
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.send(Peer.cheap(COMPRESSED | BINARY, deflated(noise)));
      Frame answer = peer.read();
      assertThat(answer.first()).isEqualTo(FIN | BINARY);
      assertThat(answer.payload()).isEqualTo(noise);
    }
  }

  @Test
  void aBombIsRefusedAtTheLimit() throws Exception {
    // 64 MiB of zeros, compressed to 64 KiB.
    byte[] bomb = deflated(new byte[64 << 20]);
    try (LoggedLines logged = new LoggedLines();
        Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.send(Peer.cheap(COMPRESSED | BINARY, bomb)).expectEnd(1009);
      logged.expectNothing();
    }
  }

  @Test
  void aBombInManyFragmentsIsRefusedToo() throws Exception {
    byte[] bomb = deflated(new byte[64 << 20]);
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.frame(RSV1 | BINARY, new byte[0]);
      for (int from = 0; from < bomb.length; from += 1000) {
        byte[] piece = Arrays.copyOfRange(bomb, from, Math.min(bomb.length, from + 1000));
        peer.send(Peer.cheap(CONTINUATION, piece));
      }
      peer.send(Peer.cheap(FIN | CONTINUATION, new byte[0])).expectEnd(1009);
    }
  }

  @ParameterizedTest
  @CsvSource({"1000, true", "1001, false"})
  void theLimitIsThatOfTheMessage(int length, boolean taken) throws Exception {
    try (Talk talk = talk(WebSocketOptions.defaults().withMessage(1000));
        Peer peer = talk.peer(OFFER)) {
      peer.frame(COMPRESSED | BINARY, deflated(new byte[length]));
      if (taken) {
        assertThat(Deflate.inflate(peer.read().payload(), 1000)).hasSize(1000);
      } else {
        peer.expectEnd(1009);
      }
    }
  }

  @Test
  void aStreamOfEmptyBlocksIsBoundedToo() throws Exception {
    try (Talk talk = talk(WebSocketOptions.defaults().withMessage(1000).withFrame(1000));
        Peer peer = talk.peer(OFFER)) {
      peer.frame(RSV1 | BINARY, new byte[900]).frame(CONTINUATION, new byte[900]).expectEnd(1009);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ff", "ffffffffff", "000500000048656c6c6f00"})
  void whatIsNotCompressedAsAgreedIsRefused(String hex) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.frame(COMPRESSED | TEXT, HexFormat.of().parseHex(hex)).expectEnd(1007);
      logged.expectNothing();
    }
  }

  // 64 of them, each an empty one of the fixed codes, are more than any sender needs.
  @ParameterizedTest
  @CsvSource({"64, true", "65, false", "500000, false"})
  void finalBlocksInTheMiddleOfAMessageAreCounted(int count, boolean taken) throws Exception {
    byte[] blocks = new byte[2 * count];
    for (int i = 0; i < blocks.length; i += 2) {
      blocks[i] = 3;
    }
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.send(Peer.cheap(COMPRESSED | TEXT, blocks));
      if (taken) {
        assertThat(peer.readText()).isEmpty();
      } else {
        peer.expectEnd(1007);
      }
    }
  }

  // Taking it makes room, and so the loop has a step to take before it hears what is wrong.
  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void whatIsWrongWithAMessageIsSaidHoweverFullTheInboxWas(TaskBackend backend) throws Exception {
    byte[] corrupt = new byte[900];
    Arrays.fill(corrupt, (byte) 0xff);
    byte[] noise = new byte[900];
    new Random(3).nextBytes(noise);
    byte[] tooLong = deflated(noise);
    WebSocketOptions options = WebSocketOptions.defaults().withUnread(1000).withMessage(890);
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(backend, options, Talk.ECHO)) {
      for (int i = 0; i < 5; i++) {
        try (Peer peer = talk.peer(OFFER)) {
          peer.frame(COMPRESSED | BINARY, corrupt).expectEnd(1007);
        }
        try (Peer peer = talk.peer(OFFER)) {
          peer.frame(COMPRESSED | BINARY, tooLong).expectEnd(1009);
        }
      }
      logged.expectNothing();
    }
  }

  @Test
  void compressedTextIsCheckedTooBeforeItIsReceived() throws Exception {
    try (Talk talk = talk(WebSocketOptions.defaults());
        Peer peer = talk.peer(OFFER)) {
      peer.frame(COMPRESSED | TEXT, deflated(new byte[] {'h', (byte) 0xff})).expectEnd(1007);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 12, 15})
  void whatIsCompressedForASmallWindowRefersNoFurtherBack(int bits) {
    byte[] stretch = new byte[1 << bits];
    new Random(2).nextBytes(stretch);
    byte[] twice = Arrays.copyOf(stretch, 2 * stretch.length);
    System.arraycopy(stretch, 0, twice, stretch.length, stretch.length);
    byte[] zeros = new byte[4 * stretch.length];
    assertThat(new Deflate(bits).compress(twice)).isNull();
    byte[] small = Objects.requireNonNull(new Deflate(bits).compress(zeros));
    assertThat(small).hasSizeLessThan(zeros.length / 4);
    assertThat(Deflate.inflate(small, zeros.length)).isEqualTo(zeros);
  }
}
