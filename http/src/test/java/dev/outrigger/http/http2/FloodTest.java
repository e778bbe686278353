package dev.outrigger.http.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What costs a client nothing and the server something, over and over. It ends the flooder's
 * connection, with the reason in the log at debug level, and no other.
 */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class FloodTest {
  private static final int PROTOCOL_ERROR = 1;
  private static final int ENHANCE_YOUR_CALM = 11;

  /** One piece of a flood. */
  private interface Drop {
    void fall(Http2Client client, int i) throws IOException;
  }

  @SuppressWarnings("ImmutableEnumChecker") // no drop changes
  enum Flood {
    SETTINGS(ENHANCE_YOUR_CALM, "too many frames say nothing", (client, _) -> client.settings()),
    PINGS(
        ENHANCE_YOUR_CALM,
        "too many frames say nothing",
        (client, _) -> client.frame(Http2Client.PING, 0, 0, new byte[8])),
    PRIORITIES(
        ENHANCE_YOUR_CALM,
        "too many frames say nothing",
        (client, i) ->
            client.frame(Http2Client.PRIORITY, 0, 2 * i + 3, new byte[] {0, 0, 0, 1, 1})),
    UNKNOWN_FRAMES(
        ENHANCE_YOUR_CALM,
        "too many frames say nothing",
        (client, _) -> client.frame(77, 0, 0, new byte[1])),
    EMPTY_DATA(
        ENHANCE_YOUR_CALM,
        "too many frames say nothing",
        (client, i) -> {
          if (i == 0) {
            client.post(1, "/");
          }
          client.data(1, false, "");
        }),
    RAPID_RESETS(
        ENHANCE_YOUR_CALM,
        "too many streams were reset",
        (client, i) -> client.get(2 * i + 1, "/").reset(2 * i + 1, 8)),
    // The server resets, because of what the client does (CVE-2025-8671).
    MADE_RESETS(
        ENHANCE_YOUR_CALM,
        "too many streams had to be reset",
        (client, i) -> client.get(2 * i + 1, "/").window(2 * i + 1, 0)),
    EMPTY_CONTINUATIONS(
        ENHANCE_YOUR_CALM,
        "small consecutive continuations frames",
        (client, i) -> {
          if (i == 0) {
            byte[] fields = Http2Client.block(":method", "GET", ":path", "/");
            client.frame(Http2Client.HEADERS, 0, 1, fields);
          }
          client.frame(Http2Client.CONTINUATION, 0, 1, new byte[0]);
        }),
    LONG_CONTINUATIONS(
        PROTOCOL_ERROR,
        "eader",
        (client, i) -> {
          byte[] fields = Http2Client.block("x-" + i, "x".repeat(10_000));
          if (i == 0) {
            client.frame(Http2Client.HEADERS, 0, 1, fields);
          }
          client.frame(Http2Client.CONTINUATION, 0, 1, fields);
        });

    private final int error;
    private final String reason;
    private final Drop drop;

    Flood(int error, String reason, Drop drop) {
      this.error = error;
      this.reason = reason;
      this.drop = drop;
    }
  }

  private static String everything(LoggedLines logged) {
    return logged.records().stream()
        .map(record -> LoggedLines.text(record) + " " + record.getThrown())
        .collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @EnumSource
  void aFloodEndsItsConnectionAndTheLogSaysWhy(Flood flood) throws Exception {
    try (LoggedLines logged = new LoggedLines(Level.FINE);
        Served served =
            Served.by(
                TaskBackend.LOOP_CARRIED,
                request -> HttpResponse.text(200, "" + request.body().bytes().length));
        Http2Client good = Http2Client.greeted(served);
        Http2Client bad = Http2Client.greeted(served)) {
      assertThat(good.get(1, "/").answer(1).status()).isEqualTo(200);
      try {
        for (int i = 0; i < 3000; i++) {
          flood.drop.fall(bad, i);
        }
      } catch (IOException closed) {
        assertThat(closed).hasMessageMatching(".*(?i)(reset|broken pipe|closed).*");
      }
      assertThat(bad.await(Http2Client.GOAWAY).error()).isEqualTo(flood.error);
      bad.leave();
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      Served.until(() -> served.server().statistics().requestsRunning() == 0);
      Served.until(() -> everything(logged).contains("is given up"));
      assertThat(everything(logged)).contains(flood.reason);
      assertThat(everything(logged)).contains("the connection of " + bad.name() + " is given up");
      assertThat(logged.records()).extracting(LogRecord::getLevel).containsOnly(Level.FINE);
      assertThat(good.get(3, "/").answer(3).status()).isEqualTo(200);
    }
  }
}
