package dev.outrigger.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);

  private TestClient client(RateLimit limit) throws Exception {
    return TestClient.of(app -> {
      app.withoutPool();
      app.get("/", _ -> "ok").use(limit.clock(clock::get));
    });
  }

  @Test
  void aBurstIsTakenAndThenOneAtATimeAgain() throws Exception {
    try (TestClient client = client(RateLimit.of(3, Duration.ofSeconds(30)))) {
      for (int left = 2; left >= 0; left--) {
        TestResponse answer = client.get("/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("RateLimit").orElseThrow()).startsWith("\"default\";r=" + left);
      }
      TestResponse refused = client.get("/");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.header("Retry-After")).contains("10");
      assertThat(refused.text()).contains("you may ask 3 times in 30 s");
      clock.addAndGet(Duration.ofSeconds(10).toNanos());
      assertThat(client.get("/").status()).isEqualTo(200);
      assertThat(client.get("/").status()).isEqualTo(429);
    }
  }

  @Test
  void refusedRequestsDoNotCount() throws Exception {
    try (TestClient client = client(RateLimit.of(1, Duration.ofSeconds(10)))) {
      assertThat(client.get("/").status()).isEqualTo(200);
      for (int i = 0; i < 50; i++) {
        assertThat(client.get("/").status()).isEqualTo(429);
      }
      clock.addAndGet(Duration.ofSeconds(10).toNanos());
      assertThat(client.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void longKeysAreToldApartAndNotKept() throws Exception {
    String keyed = "k".repeat(4_000);
    assertThat(ClientKey.bounded(keyed)).hasSize(64).isNotEqualTo(ClientKey.bounded(keyed + "k"));
    assertThat(ClientKey.bounded("short")).isEqualTo("short");
  }

  @Test
  void eachKeyHasItsOwn() throws Exception {
    RateLimit limit =
        RateLimit.of(1, Duration.ofMinutes(1)).by(request -> request.header("X-Key").orElse(""));
    try (TestClient client = client(limit)) {
      assertThat(client.send(TestRequest.get("/").header("X-Key", "a")).status()).isEqualTo(200);
      assertThat(client.send(TestRequest.get("/").header("X-Key", "b")).status()).isEqualTo(200);
      assertThat(client.send(TestRequest.get("/").header("X-Key", "a")).status()).isEqualTo(429);
    }
  }

  @Test
  void aRateOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateLimit.of(0, Duration.ofSeconds(1)))
        .withMessageContaining("0 in PT1S");
    assertThatIllegalArgumentException().isThrownBy(() -> RateLimit.of(1, Duration.ZERO));
  }
}
