package dev.outrigger.web.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.web.testclient.TestClient;
import dev.outrigger.web.testclient.TestRequest;
import dev.outrigger.web.testclient.TestResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdsTest {
  private static TestClient client(RequestIds ids) throws Exception {
    return TestClient.of(app -> {
      app.withoutPool();
      app.use(ids);
      app.get(
          "/",
          request ->
              RequestIds.id(request).orElseThrow()
                  + " "
                  + RequestIds.trace(request).orElseThrow().traceId());
    });
  }

  @Test
  void theIdOfTheClientIsTakenAndSentBack() throws Exception {
    try (TestClient client = client(RequestIds.standard())) {
      TestResponse answer = client.send(TestRequest.get("/").header("X-Request-ID", "abc-123=/"));
      assertThat(answer.header("X-Request-ID")).contains("abc-123=/");
      assertThat(answer.text()).startsWith("abc-123=/ ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b", "ü", "a\"b", "<script>"})
  void anIdThatCouldDoHarmIsReplaced(String id) throws Exception {
    try (TestClient client = client(RequestIds.standard())) {
      assertThat(
              client.send(TestRequest.get("/").header("X-Request-ID", id)).header("X-Request-ID"))
          .hasValueSatisfying(own -> assertThat(own).matches("[0-9a-f]{32}"));
    }
  }

  @Test
  void theTraceOfTheClientGoesOn() throws Exception {
    String trace = "0af7651916cd43dd8448eb211c80319c";
    TestRequest request =
        TestRequest.get("/").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01");
    try (TestClient client = client(RequestIds.standard())) {
      assertThat(client.send(request).text()).endsWith(" " + trace);
    }
    try (TestClient client = client(RequestIds.ofOurOwn())) {
      assertThat(client.send(request).text()).doesNotContain(trace);
    }
  }

  @Test
  void missesHaveAnIdToo() throws Exception {
    try (TestClient client = client(RequestIds.standard())) {
      assertThat(client.get("/nowhere").header("X-Request-ID")).isPresent();
    }
  }
}
