package dev.outrigger.web.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.runtime.TaskBackend;
import dev.outrigger.web.testclient.TestCall;
import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConcurrencyLimitTest {

  @ParameterizedTest
  @EnumSource(TaskBackend.class)
  void aboveTheLimitIsARefusalAtOnce(TaskBackend backend) throws Exception {
    var begun = new CountDownLatch(2);
    var mayEnd = new CountDownLatch(1);
    try (TestClient client =
            TestClient.of(
                app -> {
                  app.withoutPool();
                  app.use(ConcurrencyLimit.of(2));
                  app.get(
                      "/",
                      _ -> {
                        begun.countDown();
                        mayEnd.await();
                        return "ok";
                      });
                },
                backend);
        TestCall one = client.start(TestRequest.get("/"));
        TestCall two = client.start(TestRequest.get("/"))) {
      begun.await();
      var refused = client.get("/");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).contains("1");
      mayEnd.countDown();
      assertThat(one.status()).isEqualTo(200);
      assertThat(two.status()).isEqualTo(200);
      assertThat(client.get("/").status()).isEqualTo(200);
    }
  }

  @Test
  void placesComeBackAfterFailures() throws Exception {
    try (TestClient client =
        TestClient.of(app -> {
          app.withoutPool();
          app.use(ConcurrencyLimit.of(1));
          app.get("/", request -> request.json(Object.class));
        })) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.get("/").status()).isEqualTo(415);
      }
    }
  }

  @Test
  void anAdaptiveLimitStaysWithinItsBounds() {
    assertThat(ConcurrencyLimit.adaptive(5, 100).limit()).isBetween(5, 100);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcurrencyLimit.adaptive(5, 4))
        .withMessageContaining("between 5 and 4");
    assertThatIllegalArgumentException().isThrownBy(() -> ConcurrencyLimit.of(0));
  }
}
