package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TaskBackend.class)
@ExtendWith(NoLeaks.class)
class LimitsTest {
  private static final HttpHandler OK = request -> HttpResponse.text(200, "ok");
  private static final Limits IMPATIENT =
      Limits.defaults().withHeaderTimeout(Duration.ofMillis(400));

  private final TaskBackend backend;

  LimitsTest(TaskBackend backend) {
    this.backend = backend;
  }

  @Test
  void aHeaderThatTakesTooLongIsTimedOut() throws Exception {
    try (Served served = Served.by(backend, IMPATIENT, OK);
        RawClient client = served.client()) {
      Answer answer = client.send("GET / HTTP/1.1\r\nHost: a").read();
      assertThat(answer.status()).isEqualTo(408);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aSecondHeaderThatTakesTooLongIsTimedOutToo() throws Exception {
    try (Served served = Served.by(backend, IMPATIENT, OK);
        RawClient client = served.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET / HT");
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).isEqualTo(408);
    }
  }

  @Test
  void aConnectionThatNeverSaysAnythingIsClosedWithoutAWord() throws Exception {
    try (Served served = Served.by(backend, IMPATIENT, OK);
        RawClient client = served.client()) {
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws Exception {
    Limits limits = Limits.defaults().withIdleTimeout(Duration.ofMillis(60));
    try (Served served = Served.by(backend, limits, OK);
        RawClient client = served.client()) {
      assertThat(client.get("/").read().status()).isEqualTo(200);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aHandlerMayTakeLongerThanAnIdleConnection() throws Exception {
    Limits limits = Limits.defaults().withIdleTimeout(Duration.ofMillis(60));
    HttpHandler slow =
        request -> {
          Thread.sleep(250);
          return HttpResponse.text(200, "slow");
        };
    try (Served served = Served.by(backend, limits, slow);
        RawClient client = served.client()) {
      assertThat(client.get("/").read().body()).isEqualTo("slow");
    }
  }

  @Test
  void oneConnectionTooManyIsToldToComeBack() throws Exception {
    try (Served served = Served.by(backend, Limits.defaults().withConnections(1), OK)) {
      try (RawClient first = served.client();
          RawClient second = served.client()) {
        assertThat(first.get("/").read().status()).isEqualTo(200);
        Answer answer = second.get("/").read();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(second.readToEnd()).isEmpty();
        assertThat(first.get("/").read().status()).isEqualTo(200);
        assertThat(served.server().statistics().connectionsRefused()).isEqualTo(1);
      }
      Served.until(() -> served.server().statistics().connectionsOpen() == 0);
      try (RawClient third = served.client()) {
        assertThat(third.get("/").read().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void aLimitThatMakesNoSenseIsNamed() {
    assertThatThrownBy(() -> Limits.defaults().withPipelined(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("limit pipelined must be at least 1, but was 0");
  }
}
