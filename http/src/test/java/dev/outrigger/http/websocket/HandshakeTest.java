package dev.outrigger.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(NoLeaks.class)
class HandshakeTest {
  private static final String GOOD =
      "GET /chat HTTP/1.1\r\nHost: example.com:8080\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + Peer.KEY
          + "\r\nSec-WebSocket-Version: 13\r\n";

  private static String answer(WebSocketOptions options, String head) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, options, Talk.ECHO);
        Peer peer = talk.connect()) {
      String answer = peer.ask(head + "\r\n");
      logged.expectNothing();
      return answer;
    }
  }

  private static String answer(String head) throws Exception {
    return answer(WebSocketOptions.defaults(), head);
  }

  @Test
  void theExampleOfRfc6455IsAccepted() throws Exception {
    assertThat(answer(GOOD))
        .startsWith("HTTP/1.1 101 Switching Protocols\r\n")
        .contains("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")
        .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n")
        .doesNotContain("Sec-WebSocket-Protocol", "Sec-WebSocket-Extensions", "Content-Length");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /, POST /",
    "HTTP/1.1, HTTP/1.0",
    "Connection: Upgrade, Connection: keep-alive",
    "dGhlIHNhbXBsZSBub25jZQ==, c2hvcnQ=",
    "dGhlIHNhbXBsZSBub25jZQ==, dGhlIHNhbXBsZSBub25jZQ=!",
    "Sec-WebSocket-Key, X-Key",
    "Sec-WebSocket-Version, X-Version",
  })
  void whatTheHandshakeLacksIsAnsweredWith400(String part, String instead) throws Exception {
    assertThat(GOOD).contains(part);
    assertThat(answer(GOOD.replace(part, instead))).startsWith("HTTP/1.1 400 ");
  }

  @ParameterizedTest
  @CsvSource({"X-Nothing: here", "Upgrade: h2c"})
  void whoAsksForNoWebSocketIsToldThatHereIsOne(String instead) throws Exception {
    assertThat(answer(GOOD.replace("Upgrade: websocket", instead)))
        .startsWith("HTTP/1.1 426 ")
        .contains("Upgrade: websocket\r\n", "Connection: Upgrade\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
    "Content-Length: 2",
    "Sec-WebSocket-Protocol: a b",
    "'Sec-WebSocket-Protocol: a, b, a'",
    "Sec-WebSocket-Extensions: permessage-deflate; =1",
    "Sec-WebSocket-Extensions: x; y=\"a b\"",
  })
  void whatItHasTooMuchIsAnsweredWith400(String field) throws Exception {
    assertThat(answer(GOOD + field + "\r\n")).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void anotherVersionIsToldOurs() throws Exception {
    assertThat(answer(GOOD.replace("Version: 13", "Version: 8")))
        .startsWith("HTTP/1.1 426 ")
        .contains("Upgrade: websocket\r\n", "Connection: Upgrade\r\n")
        .contains("Sec-WebSocket-Version: 13\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com:8080, 101",
    "https://EXAMPLE.com:8080, 101",
    "http://example.com, 403",
    "http://evil.example.com:8080, 403",
    "http://example.com:8080.evil.com, 403",
    "null, 403",
    "'', 403",
    "https://friend.org, 101",
    "https://friend.org:443, 101",
    "http://friend.org, 403",
  })
  void pagesOfOtherOriginsAreRefused(String origin, int status) throws Exception {
    WebSocketOptions friendly = WebSocketOptions.defaults().withOrigins("https://friend.org");
    assertThat(answer(friendly, GOOD + "Origin: " + origin + "\r\n"))
        .startsWith("HTTP/1.1 " + status);
  }

  @Test
  void anyOriginMayBeAllowed() throws Exception {
    WebSocketOptions open = WebSocketOptions.defaults().withOrigins("*");
    assertThat(answer(open, GOOD + "Origin: null\r\n")).startsWith("HTTP/1.1 101 ");
  }

  @Test
  void theFirstSubprotocolThatBothSpeakIsAgreedOn() throws Exception {
    WebSocketOptions options = WebSocketOptions.defaults().withSubprotocols("chat.v1", "chat.v2");
    assertThat(
            answer(
                options,
                GOOD
                    + "Sec-WebSocket-Protocol: odd, chat.v2\r\nSec-WebSocket-Protocol: chat.v1\r\n"))
        .contains("Sec-WebSocket-Protocol: chat.v2\r\n");
    assertThat(answer(options, GOOD + "Sec-WebSocket-Protocol: odd\r\n"))
        .startsWith("HTTP/1.1 101 ")
        .doesNotContain("Sec-WebSocket-Protocol");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "permessage-deflate                              | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; client_max_window_bits      | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; server_max_window_bits=\"9\"| permessage-deflate; server_no_context_takeover; client_no_context_takeover; server_max_window_bits=9",
        "x-odd, permessage-deflate; server_max_window_bits=16, permessage-deflate | permessage-deflate; server_no_context_takeover; client_no_context_takeover",
        "permessage-deflate; odd                         | none",
        "permessage-deflate; server_max_window_bits      | none",
        "permessage-deflate; server_max_window_bits=07   | none",
        "permessage-deflate; client_no_context_takeover=1 | none",
        "permessage-deflate; client_max_window_bits; client_max_window_bits | none",
        "x-odd                                           | none",
      })
  void permessageDeflateIsAgreedOnAsRfc7692Says(String offer, String agreed) throws Exception {
    String answer = answer(GOOD + "Sec-WebSocket-Extensions: " + offer + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 101 ");
    if (agreed.equals("none")) {
      assertThat(answer).doesNotContain("Sec-WebSocket-Extensions");
    } else {
      assertThat(answer).contains("Sec-WebSocket-Extensions: " + agreed + "\r\n");
    }
  }

  @Test
  void compressionCanBeOff() throws Exception {
    assertThat(
            answer(
                WebSocketOptions.defaults().withCompression(false),
                GOOD + "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
        .doesNotContain("Sec-WebSocket-Extensions");
  }
}
