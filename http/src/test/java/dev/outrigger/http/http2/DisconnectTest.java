package dev.outrigger.http.http2;

import dev.outrigger.http.CutShort;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client of HTTP/2 goes away at each step of its connection's life. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class DisconnectTest {
  private final TaskBackend backend;
  private final CutShort handler = new CutShort();

  DisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  enum Step {
    CONNECTED(0),
    PREFACE_HALF_SENT(0),
    GREETED(0),
    FRAME_HALF_SENT(0),
    HEAD_HALF_SENT(0),
    BODY_HALF_SENT(1),
    BODY_UNREAD(1),
    HANDLER_WAITS(1),
    ANSWER_HALF_SENT(1),
    ANSWER_STOPPED_BY_THE_WINDOW(1),
    BETWEEN_REQUESTS(0),
    MANY_STREAMS(20);

    private final int cancelled;

    Step(int cancelled) {
      this.cancelled = cancelled;
    }
  }

  private void reach(Step step, Served served, Http2Client client) throws Exception {
    byte[] words = Http2Client.PREFACE.getBytes(StandardCharsets.US_ASCII);
    if (step == Step.PREFACE_HALF_SENT) {
      client.raw(Arrays.copyOf(words, 10));
    } else if (step != Step.CONNECTED) {
      client.greet();
    }
    switch (step) {
      case GREETED -> client.await(Http2Client.SETTINGS);
      case FRAME_HALF_SENT -> {
        client.await(Http2Client.SETTINGS);
        client.raw(new byte[] {0, 0, 100, 1, 4});
      }
      case HEAD_HALF_SENT -> {
        client.await(Http2Client.SETTINGS);
        client.frame(Http2Client.HEADERS, 0, 1, Http2Client.block(":method", "GET"));
      }
      case BODY_HALF_SENT -> client.post(1, "/read").data(1, false, "12345");
      case BODY_UNREAD -> client.post(1, "/wait").data(1, false, new byte[10_000]);
      case HANDLER_WAITS -> client.get(1, "/wait");
      case ANSWER_HALF_SENT -> client.get(1, "/write").await(Http2Client.DATA);
      case ANSWER_STOPPED_BY_THE_WINDOW -> {
        client.get(1, "/write");
        for (int come = 0; come < 65_535; ) {
          come += client.await(Http2Client.DATA, 1).payload().length;
        }
      }
      case BETWEEN_REQUESTS -> client.get(1, "/quick").answer(1);
      case MANY_STREAMS -> {
        for (int stream = 1; stream < 40; stream += 2) {
          client.get(stream, "/wait");
        }
      }
      default -> {}
    }
    if (step.cancelled > 0) {
      handler.fate().awaitBegin();
    }
    Served.until(() -> served.server().statistics().requestsRunning() == step.cancelled);
    Served.until(() -> served.server().statistics().connectionsOpen() == 1);
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.CLOSE);
  }

  @ParameterizedTest
  @EnumSource
  void whoResetsLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.RESET);
  }

  @ParameterizedTest
  @EnumSource(
      names = {"GREETED", "HANDLER_WAITS", "ANSWER_STOPPED_BY_THE_WINDOW", "BETWEEN_REQUESTS"})
  void whoSaysGoodbyeLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, Parting.GOAWAY);
  }

  private void expectNothingLeftBy(Step step, Parting way) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(backend, handler);
        Http2Client client = Http2Client.silent(served)) {
      reach(step, served, client);
      way.from(client);
      handler.expectNothingLeft(served, step.cancelled);
      logged.expectNothing();
    }
  }
}
