package dev.outrigger.http.http1;

import dev.outrigger.http.CutShort;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A client of HTTP/1.1 goes away at each step of its connection's life. */
@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
@Timeout(60)
class DisconnectTest {
  @TempDir private static Path folder;

  private static ServerTls tls;

  private final TaskBackend backend;
  private final CutShort handler = new CutShort();

  DisconnectTest(TaskBackend backend) {
    this.backend = backend;
  }

  enum Step {
    TLS_GREETING_HALF_SENT(0),
    TLS_GREETING_SENT(0),
    CONNECTED(0),
    HEAD_HALF_SENT(0),
    HEAD_SENT(1),
    BODY_HALF_SENT(1),
    CHUNK_HALF_SENT(1),
    BODY_UNREAD(1),
    WAITING_FOR_CONTINUE(1),
    REQUESTS_IN_LINE(3),
    ANSWER_HALF_SENT(1),
    BETWEEN_REQUESTS(0),
    SECOND_HEAD_HALF_SENT(0);

    private final int cancelled;

    Step(int cancelled) {
      this.cancelled = cancelled;
    }

    boolean isSecure() {
      return this == TLS_GREETING_HALF_SENT || this == TLS_GREETING_SENT;
    }
  }

  @BeforeAll
  static void sign() throws Exception {
    tls = ServerTls.of(new Pki(folder).sign("site", "localhost").identity());
  }

  private static void reach(Step step, RawClient client) throws Exception {
    byte[] greeting = TlsClient.greeting();
    switch (step) {
      case TLS_GREETING_HALF_SENT -> client.send(Arrays.copyOf(greeting, greeting.length / 2));
      case TLS_GREETING_SENT -> client.send(greeting);
      case CONNECTED -> {}
      case HEAD_HALF_SENT -> client.send("GET / HTTP/1.1\r\nHost: h\r\nX-Ha");
      case HEAD_SENT -> client.get("/");
      case BODY_HALF_SENT -> client.post("/read", 1000).send("12345");
      case CHUNK_HALF_SENT -> client.post("/read", -1).send("10\r\n12345");
      case BODY_UNREAD -> client.post("/", 100_000).send(new byte[50_000]);
      case WAITING_FOR_CONTINUE -> client.post("/read", 10, "Expect: 100-continue").read();
      case REQUESTS_IN_LINE -> client.get("/").get("/2").post("/3", 10).send("12345");
      case ANSWER_HALF_SENT -> client.get("/write").readHead();
      case BETWEEN_REQUESTS -> client.get("/quick").read();
      case SECOND_HEAD_HALF_SENT -> client.get("/quick").send("GET / HT").read();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoClosesLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, RawClient::leave);
  }

  @ParameterizedTest
  @EnumSource
  void whoResetsLeavesNothingBehind(Step step) throws Exception {
    expectNothingLeftBy(step, RawClient::reset);
  }

  private interface Leaving {
    void by(RawClient client) throws Exception;
  }

  private void expectNothingLeftBy(Step step, Leaving way) throws Exception {
    try (LoggedLines logged = new LoggedLines();
        Served served =
            Served.with(backend, options -> step.isSecure() ? options.tls(tls) : options, handler);
        RawClient client = served.client()) {
      reach(step, client);
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      if (step.cancelled > 0) {
        handler.fate().awaitBegin();
      }
      way.by(client);
      handler.expectNothingLeft(served, step.cancelled);
      logged.expectNothing();
    }
  }
}
