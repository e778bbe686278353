package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.websocket.WebSocketOptions;
import dev.outrigger.runtime.Lifecycle;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Times that stand for "never": as long as may be they work, and longer ones are refused at once.
 */
@Timeout(60)
class LongTimesTest {
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static Arguments option(String name, Function<Duration, Object> change) {
    return Arguments.of(name, change);
  }

  static Stream<Arguments> options() {
    Limits limits = Limits.defaults();
    WebSocketOptions sockets = WebSocketOptions.defaults();
    ServerTls tls = ServerTls.of(Identity.pem(Path.of("a"), Path.of("b")));
    return Stream.of(
        option("limit headerTimeout", limits::withHeaderTimeout),
        option("limit bodyGrace", time -> limits.withBodyRate(240, time)),
        option("limit bodyTimeout", limits::withBodyTimeout),
        option("limit idleTimeout", limits::withIdleTimeout),
        option("limit writeTimeout", limits::withWriteTimeout),
        option("WebSocket option pingInterval", sockets::withPingInterval),
        option("WebSocket option pongTimeout", sockets::withPongTimeout),
        option("WebSocket option closeTimeout", sockets::withCloseTimeout),
        option("handshakeTimeout", tls::withHandshakeTimeout));
  }

  private static void expectRefused(ThrowingCallable change, String message) {
    assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("options")
  void whatNoClockCountsIsRefusedByName(String name, Function<Duration, Object> change) {
    assertThat(change.apply(LONGEST)).isNotNull();
    for (Duration tooLong :
        Stream.of(
                LONGEST.plusNanos(1), Duration.ofDays(110_000), Duration.ofSeconds(Long.MAX_VALUE))
            .toList()) {
      expectRefused(
          () -> change.apply(tooLong), name + " must be at most 36500 days, but was " + tooLong);
    }
    Duration negative = Duration.ofSeconds(Long.MIN_VALUE);
    assertThatThrownBy(() -> change.apply(negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " must be at least ")
        .hasMessageEndingWith(" ms, but was " + negative);
  }

  @Test
  void theLongestThatMayBeDoNoHarm() throws Exception {
    Limits limits =
        Limits.defaults()
            .withHeaderTimeout(Duration.ofMillis(500))
            .withBodyRate(Integer.MAX_VALUE, LONGEST)
            .withBodyTimeout(LONGEST)
            .withIdleTimeout(LONGEST)
            .withWriteTimeout(LONGEST);
    HttpHandler echo = request -> HttpResponse.of(200, "", request.body().bytes());
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, limits, echo);
        RawClient client = served.client()) {
      client.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nhe");
      // When this one is closed, the time was looked at.
      try (RawClient silent = served.client()) {
        assertThat(silent.readToEnd()).isEmpty();
      }
      assertThat(client.send("re").read().body()).isEqualTo("here");
      assertThat(served.server().stop(Duration.ofSeconds(10))).isTrue();
      logged.expectNothing();
    }
  }

  @Test
  void aServerIsStoppedHoweverLongItMayTake() throws Exception {
    CountDownLatch mayAnswer = new CountDownLatch(1);
    HttpHandler late =
        request -> {
          mayAnswer.await();
          return HttpResponse.text(200, "late");
        };
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, late);
        RawClient client = served.client()) {
      client.get("/");
      Served.until(() -> served.server().statistics().requestsRunning() == 1);
      CompletableFuture<Boolean> clean =
          CompletableFuture.supplyAsync(
              () -> served.server().stop(Duration.ofSeconds(Long.MAX_VALUE)));
      Served.until(() -> served.server().state() == Lifecycle.State.FINISHING);
      mayAnswer.countDown();
      assertThat(client.read().body()).isEqualTo("late");
      client.leave();
      assertThat(clean).succeedsWithin(10, TimeUnit.SECONDS).isEqualTo(true);
    }
  }
}
