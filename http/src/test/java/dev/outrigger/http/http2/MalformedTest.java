package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not be sent over HTTP/2. A malformed request costs its stream and no other. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class MalformedTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int STREAM_CLOSED = 5;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final String GOOD = ":method GET :scheme http :path / :authority a ";

  private static Served serving() {
    return Served.by(
        TaskBackend.PORTABLE,
        request -> HttpResponse.text(200, "" + request.body().bytes().length));
  }

  private static void expectReset(Http2Client client, int stream) throws Exception {
    assertThat(client.await(Http2Client.RST_STREAM, stream).error()).isEqualTo(PROTOCOL_ERROR);
    assertThat(client.get(99, "/").answer(99).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":scheme http :path / :authority a",
        ":method GET :path / :authority a",
        ":method GET :scheme http :authority a",
        ":method GET :scheme http :path / :path / :authority a",
        ":method GET :scheme http :path / :authority a :status 200",
        ":method GET :scheme http x 1 :path / :authority a",
        ":method GET :scheme http :path / :authority a :protocol websocket",
        ":method CONNECT :scheme http :path / :authority a",
        ":method CONNECT",
        GOOD + "X-Upper 1",
        GOOD + "connection close",
        GOOD + "transfer-encoding chunked",
        GOOD + "upgrade h2c",
        GOOD + "te gzip",
        GOOD + "host b",
        GOOD + "content-length -1",
        GOOD + "content-length 5 content-length 5",
        GOOD + "content-length 5",
        GOOD + "x a\rb",
        GOOD + "x a\u0000b"
      })
  void aMalformedHeaderResetsItsStream(String fields) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.headers(1, true, fields.split(" "));
      expectReset(client, 1);
      logged.expectNothing();
    }
  }

  @Test
  void theBodyBehindAMalformedHeaderIsNoFurtherError() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.headers(1, false, (GOOD + "X-Upper 1").split(" ")).data(1, false, "12345");
      assertThat(client.await(Http2Client.RST_STREAM, 1).error()).isEqualTo(PROTOCOL_ERROR);
      client.data(1, true, "12345");
      assertThat(client.get(3, "/").answer(3).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"4, 12345", "6, 12345"})
  void aBodyOfAnotherLengthThanDeclaredResetsItsStream(int declared, String body) throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/", "content-length", "" + declared).data(1, true, body);
      expectReset(client, 1);
    }
  }

  @Test
  void fieldsBehindTheEndOfARequestResetItsStream() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.raw(
          Http2Client.joined(
              Http2Client.bytes(
                  Http2Client.HEADERS, 5, 1, Http2Client.block((GOOD + "a b").split(" "))),
              Http2Client.bytes(Http2Client.HEADERS, 5, 1, Http2Client.block("x", "1"))));
      assertThat(client.await(Http2Client.RST_STREAM, 1).error()).isEqualTo(STREAM_CLOSED);
    }
  }

  @Test
  void pseudoFieldsBehindABodyResetItsStream() throws Exception {
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.post(1, "/").data(1, false, "12345").headers(1, true, ":path", "/");
      expectReset(client, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "431, x-long",
    "431, x-many",
    "501, connect",
    "400, path",
    "417, expect",
    "400, scheme"
  })
  void whatIsWellFormedAndRefusedIsAnswered(int status, String which) throws Exception {
    String[] fields =
        switch (which) {
          case "x-long" -> (GOOD + ("x-long " + "x".repeat(140) + " ").repeat(95)).split(" ");
          case "x-many" -> (GOOD + "x-many 1 ".repeat(101)).split(" ");
          case "connect" -> ":method CONNECT :authority a:1".split(" ");
          case "scheme" -> ":method GET :scheme ftp :path / :authority a".split(" ");
          case "path" -> ":method GET :scheme http :path nowhere :authority a".split(" ");
          default -> (GOOD + "expect more").split(" ");
        };
    try (Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      client.headers(1, true, fields);
      Http2Client.Answer refused = client.answer(1);
      assertThat(refused.status()).isEqualTo(status);
      assertThat(refused.body()).isNotEmpty();
      assertThat(client.get(3, "/").answer(3).status()).isEqualTo(200);
      assertThat(
              served.server().statistics().clientErrors()
                  + served.server().statistics().serverErrors())
          .isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"resets", "errors", "pings", "settings", "empty"})
  void aFloodEndsTheConnection(String what) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = serving();
        Http2Client client = Http2Client.greeted(served)) {
      if (what.equals("empty")) {
        client.post(1, "/");
      }
      try {
        for (int i = 0; i < 3000; i++) {
          switch (what) {
            case "resets" -> client.post(2 * i + 1, "/").reset(2 * i + 1, 8);
            case "errors" -> client.headers(2 * i + 1, false, ":method", "GET");
            case "pings" -> client.frame(Http2Client.PING, 0, 0, new byte[8]);
            case "settings" -> client.settings();
            default -> client.data(1, false, "");
          }
        }
      } catch (java.io.IOException closed) {
        assertThat(closed).hasMessageMatching(".*(?i)(reset|broken pipe|closed).*");
      }
      assertThat(client.await(Http2Client.GOAWAY).error()).isEqualTo(ENHANCE_YOUR_CALM);
      client.leave();
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      assertThat(served.server().statistics().requestsRunning()).isZero();
      logged.expectNothing();
    }
  }
}
