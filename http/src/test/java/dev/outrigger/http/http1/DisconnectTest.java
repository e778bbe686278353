package dev.outrigger.http.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.RawClient;
import dev.outrigger.http.ResponseStream;
import dev.outrigger.http.Served;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.secure.TlsClient;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.Cancellation;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CompletableFuture<Cancellation> cancelled = new CompletableFuture<>();
  private final CompletableFuture<String> ended = new CompletableFuture<>();

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

  private HttpResponse handle(HttpRequest request) throws Exception {
    if (request.path().equals("/quick")) {
      return HttpResponse.text(200, "quick");
    }
    request.scope().onCancel(cancelled::complete);
    entered.countDown();
    try {
      return switch (request.path()) {
        case "/read" -> HttpResponse.text(200, "" + request.body().bytes().length);
        case "/write" -> HttpResponse.stream(200, "", this::write);
        default -> {
          new CountDownLatch(1).await();
          yield HttpResponse.text(200, "never");
        }
      };
    } catch (Exception e) {
      ended.complete(e.getClass().getSimpleName());
      throw e;
    }
  }

  private void write(ResponseStream out) throws Exception {
    try {
      while (true) {
        out.write(new byte[10_000]);
      }
    } catch (Exception e) {
      ended.complete(e.getClass().getSimpleName());
      throw e;
    }
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

  private void expectNothingLeft(Step step, Served served) throws Exception {
    Served.until(() -> served.server().statistics().connectionsOpen() == 0);
    Served.until(() -> served.server().statistics().requestsRunning() == 0);
    assertThat(served.server().statistics().cancelledByClients()).isEqualTo(step.cancelled);
    if (step.cancelled > 0) {
      assertThat(cancelled.get(10, TimeUnit.SECONDS).source())
          .isEqualTo(Cancellation.Source.CLIENT_GONE);
      assertThat(ended.get(10, TimeUnit.SECONDS)).isNotEmpty();
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
            Served.with(
                backend, options -> step.isSecure() ? options.tls(tls) : options, this::handle);
        RawClient client = served.client()) {
      reach(step, client);
      Served.until(() -> served.server().statistics().connectionsOpen() == 1);
      if (step.cancelled > 0) {
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
      }
      way.by(client);
      expectNothingLeft(step, served);
      assertThat(logged.records()).isEmpty();
    }
  }
}
