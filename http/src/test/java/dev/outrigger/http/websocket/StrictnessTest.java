package dev.outrigger.http.websocket;

import static dev.outrigger.http.websocket.Peer.BINARY;
import static dev.outrigger.http.websocket.Peer.CLOSE;
import static dev.outrigger.http.websocket.Peer.CONTINUATION;
import static dev.outrigger.http.websocket.Peer.FIN;
import static dev.outrigger.http.websocket.Peer.PING;
import static dev.outrigger.http.websocket.Peer.RSV1;
import static dev.outrigger.http.websocket.Peer.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What RFC 6455 forbids ends with the code that it names, and with no line in the log. */
@ExtendWith(NoLeaks.class)
class StrictnessTest {
  private static final byte[] HI = {'h', 'i'};

  private static void expect(int code, byte[]... frames) throws Exception {
    CompletableFuture<Integer> seen = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          try {
            Talk.ECHO.handle(socket);
          } catch (WebSocketException e) {
            seen.complete(e.code());
            throw e;
          }
        };
    try (LoggedLines logged = new LoggedLines();
        Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, handler);
        Peer peer = talk.peer()) {
      for (byte[] frame : frames) {
        peer.send(frame);
      }
      peer.expectEnd(code);
      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(code);
      peer.leave();
      Served.until(() -> talk.server().statistics().connectionsOpen() == 0);
      logged.expectNothing();
    }
  }

  private static byte[] frame(int first, byte... payload) {
    return Peer.bytes(first, payload, true);
  }

  private static byte[] frame(int first, String hex) {
    return frame(first, HexFormat.of().parseHex(hex));
  }

  @Test
  void anUnmaskedFrame() throws Exception {
    expect(1002, Peer.bytes(FIN | TEXT, HI, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {0x10, 0x20, 0x40, 0x70})
  void reservedBits(int bits) throws Exception {
    expect(1002, frame(FIN | TEXT | bits, HI));
    expect(1002, frame(FIN | PING | bits, HI));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  void reservedOpcodes(int opcode) throws Exception {
    expect(1002, frame(FIN | opcode, HI));
  }

  @Test
  void aContinuationOfNothing() throws Exception {
    expect(1002, frame(FIN | CONTINUATION, HI));
  }

  @Test
  void aNewMessageInsideOfAnother() throws Exception {
    expect(1002, frame(TEXT, HI), frame(FIN | BINARY, HI));
  }

  @Test
  void aFragmentedControlFrame() throws Exception {
    expect(1002, frame(PING, HI));
  }

  @Test
  void aControlFrameOfMoreThan125Bytes() throws Exception {
    expect(1002, frame(FIN | PING, new byte[126]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "82fe007d12345678", // two bytes for a length of 125
        "82ff000000000000ffff12345678", // eight for one of 65535
        "82ff800000000000000012345678" // a negative one
      })
  void aLengthThatIsNotWrittenAsItMustBe(String header) throws Exception {
    expect(1002, HexFormat.of().parseHex(header));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ff", "c0af", "c080", "e08080", "eda080", "f4908080", "f8888080", "80", "e28828"})
  void textThatIsNotUtf8(String hex) throws Exception {
    expect(1007, frame(FIN | TEXT, hex));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c3", "e282", "f09d84"})
  void textThatEndsInsideOfACharacter(String hex) throws Exception {
    expect(1007, frame(FIN | TEXT, hex));
  }

  @Test
  void wrongTextIsRefusedBeforeItsLastFrameCame() throws Exception {
    expect(1007, frame(TEXT, "4869e2"), frame(CONTINUATION, "88"), frame(CONTINUATION, "28"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 32768, 65535})
  void closeCodesThatMustNotTravel(int code) throws Exception {
    expect(1002, frame(FIN | CLOSE, (byte) (code >> 8), (byte) code));
  }

  @Test
  void aCloseWithHalfACode() throws Exception {
    expect(1002, frame(FIN | CLOSE, (byte) 3));
  }

  @Test
  void aCloseWhoseReasonIsNotUtf8() throws Exception {
    expect(1007, frame(FIN | CLOSE, "03e8ff"));
  }

  @ParameterizedTest
  @CsvSource({"1000", "1001", "1003", "1007", "1014", "3000", "4999"})
  void closeCodesThatMayTravelAreGivenBack(int code) throws Exception {
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, Talk.ECHO);
        Peer peer = talk.peer()) {
      peer.bye(code).expectEnd(code);
    }
  }

  @Test
  void aCloseWithoutACodeIsAnsweredByOne() throws Exception {
    CompletableFuture<CloseStatus> seen = new CompletableFuture<>();
    WebSocketHandler handler =
        socket -> {
          assertThat(socket.receive()).isEmpty();
          seen.complete(socket.closeStatus().orElseThrow());
        };
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, handler);
        Peer peer = talk.peer()) {
      peer.frame(FIN | CLOSE, new byte[0]).expectEnd(-1);
      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo(new CloseStatus(1005));
    }
  }

  @Test
  void nothingBehindACloseIsLookedAt() throws Exception {
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, Talk.ECHO);
        Peer peer = talk.peer()) {
      peer.bye(1000).send(HexFormat.of().parseHex("ffffffff"));
      peer.expectEnd(1000);
    }
  }

  @Test
  void aMessageAboveTheLimit() throws Exception {
    tooBig(frame(FIN | BINARY, new byte[1001]));
    tooBig(frame(BINARY, new byte[600]), frame(CONTINUATION, new byte[401]));
  }

  @Test
  void aFrameAboveTheLimitIsRefusedByItsHeader() throws Exception {
    tooBig(HexFormat.of().parseHex("82ff7fffffffffffffff12345678"));
  }

  private static void tooBig(byte[]... frames) throws Exception {
    WebSocketOptions options = WebSocketOptions.defaults().withMessage(1000).withFrame(1000);
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, options, Talk.ECHO);
        Peer peer = talk.peer()) {
      assertThat(peer.frame(FIN | BINARY, new byte[1000]).read().payload()).hasSize(1000);
      for (byte[] frame : frames) {
        peer.send(frame);
      }
      peer.expectEnd(1009);
    }
  }

  @Test
  void rsv1WithCompressionMarksTheFirstFrameOnly() throws Exception {
    try (Talk talk = Talk.with(TaskBackend.LOOP_CARRIED, Talk.ECHO);
        Peer peer = talk.peer("Sec-WebSocket-Extensions: permessage-deflate")) {
      peer.frame(TEXT, HI).frame(FIN | CONTINUATION | RSV1, HI).expectEnd(1002);
    }
  }
}
