package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.websocket.WebSocketBytes.Frame;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class EchoTest {
  private final TaskBackend backend;

  EchoTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void messagesOfBothKindsComeBack() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      assertThat(peer.text("größer ☃ 𝄞").readText()).isEqualTo("größer ☃ 𝄞");
      assertThat(peer.text("").readText()).isEmpty();
      Frame bytes = peer.frame(Peer.FIN | Peer.BINARY, new byte[] {0, -1, 1}).read();
      assertThat(bytes.first()).isEqualTo(Peer.FIN | Peer.BINARY);
      assertThat(bytes.payload()).containsExactly(0, -1, 1);
      peer.bye(1000).expectEnd(1000);
    }
  }

  @Test
  void messagesOfEveryLengthComeBack() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      for (int length : new int[] {1, 125, 126, 127, 1024, 65535, 65536, 70_000}) {
        String text = "x".repeat(length);
        assertThat(peer.text(text).readText()).isEqualTo(text);
      }
    }
  }

  @Test
  void fragmentsBecomeOneMessageWithPingsBetweenThem() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      byte[] snowman = "☃".getBytes(StandardCharsets.UTF_8);
      peer.frame(Peer.TEXT, new byte[] {snowman[0]});
      peer.frame(Peer.FIN | Peer.PING, new byte[] {7});
      peer.frame(Peer.CONTINUATION, new byte[] {snowman[1]});
      peer.frame(Peer.FIN | Peer.CONTINUATION, new byte[] {snowman[2]});
      Frame pong = peer.read();
      assertThat(pong.first()).isEqualTo(Peer.FIN | Peer.PONG);
      assertThat(pong.payload()).containsExactly(7);
      assertThat(peer.readText()).isEqualTo("☃");
    }
  }

  @Test
  void framesMayComeWithTheHandshake() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.connect()) {
      String head =
          "GET / HTTP/1.1\r\nHost: test\r\nUpgrade: WebSocket\r\nConnection: keep-alive, upgrade\r\n"
              + Peer.KEY
              + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
      byte[] frame = Peer.bytes(Peer.FIN | Peer.TEXT, new byte[] {'h', 'i'}, true);
      String answer = peer.ask(head + new String(frame, StandardCharsets.ISO_8859_1));
      assertThat(answer).contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n");
      assertThat(peer.readText()).isEqualTo("hi");
    }
  }

  @Test
  void aFrameMayComeByteForByte() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      for (byte each : Peer.bytes(Peer.FIN | Peer.TEXT, new byte[] {'h', 'i'}, true)) {
        peer.send(new byte[] {each});
      }
      assertThat(peer.readText()).isEqualTo("hi");
    }
  }

  @Test
  void manyMessagesKeepTheirOrder() throws Exception {
    try (Talk talk = Talk.with(backend, Talk.ECHO);
        Peer peer = talk.peer()) {
      for (int i = 0; i < 1000; i++) {
        peer.text("message " + i);
      }
      for (int i = 0; i < 1000; i++) {
        assertThat(peer.readText()).isEqualTo("message " + i);
      }
    }
  }
}
