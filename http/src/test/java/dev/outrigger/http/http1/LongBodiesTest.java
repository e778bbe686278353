package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.DirectMemory;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.runtime.TaskBackend;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole answers that are longer than what a client takes at once. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class LongBodiesTest {
  private static final byte[] LONG = new byte[32 << 20];

  static {
    for (int i = 0; i < LONG.length; i++) {
      // No two pieces are the same.
      LONG[i] = (byte) ('a' + (i ^ i >> 17) % 26);
    }
  }

  private final TaskBackend backend;

  LongBodiesTest(TaskBackend backend) {
    this.backend = backend;
  }

  private Served serving() {
    return Served.by(
        backend,
        request ->
            switch (request.path()) {
              case "/long" -> HttpResponse.of(200, "text/plain", LONG);
              case "/streamed" ->
                  HttpResponse.stream(
                      200,
                      "text/plain",
                      out -> {
                        out.write("part");
                        out.flush();
                      });
              default -> HttpResponse.text(200, "short");
            });
  }

  @Test
  void anAnswerThatNobodyReadsIsNotCopied() throws Exception {
    try (Served served = serving();
        RawClient client = served.client();
        RawClient other = served.client()) {
      assertThat(other.get("/").read().body()).isEqualTo("short");
      long before = DirectMemory.used();
      client.get("/long").readHead();
      Served.until(() -> served.server().statistics().successes() == 2);
      // The step of the loop that sent it is over.
      assertThat(other.get("/").read().body()).isEqualTo("short");
      assertThat(DirectMemory.used() - before).isLessThan(LONG.length / 4);
    }
  }

  @Test
  void whatFollowsALongAnswerComesBehindIt() throws Exception {
    String expected = new String(LONG, StandardCharsets.US_ASCII);
    try (Served served = serving();
        RawClient client = served.client()) {
      client.get("/long").get("/").get("/streamed").get("/long");
      assertThat(client.read().body().equals(expected)).isTrue();
      assertThat(client.read().body()).isEqualTo("short");
      client.readHead();
      assertThat(client.readChunks()).isEqualTo("part");
      assertThat(client.read().body().equals(expected)).isTrue();
      assertThat(client.get("/").read().body()).isEqualTo("short");
    }
  }

  @Test
  void theLastAnswerComesAsAWholeBeforeTheConnectionEnds() throws Exception {
    try (Served served = serving();
        RawClient client = served.client()) {
      client.send("GET /long HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").readHead();
      assertThat(client.readToEnd()).hasSize(LONG.length);
    }
  }

  @Test
  void aClientThatLeavesInTheMiddleLeavesNothingBehind() throws Exception {
    try (Served served = serving()) {
      try (RawClient client = served.client()) {
        client.get("/long").get("/").get("/streamed").readHead();
        client.reset();
      }
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    }
  }
}
