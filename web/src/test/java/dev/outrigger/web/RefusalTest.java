package dev.outrigger.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.HttpException;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.Test;

/** What is thrown as an error of HTTP becomes a problem, and keeps its header fields. */
class RefusalTest {
  @Test
  void anHttpExceptionIsAProblemWithItsFields() throws Exception {
    try (TestServer server =
        TestServer.start(
            TaskBackend.LOOP_CARRIED,
            1,
            app -> {
              app.withoutPool();
              app.get(
                  "/mine",
                  _ -> {
                    throw new HttpException(401, "who are you?")
                        .withHeader("WWW-Authenticate", "Basic realm=\"a\"")
                        .withHeader("Content-Type", "text/plain");
                  });
            })) {
      var answer = server.get("/mine");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Basic realm=\"a\"");
      assertThat(answer.headers().allValues("Content-Type"))
          .containsExactly("application/problem+json");
      assertThat(answer.body()).contains("\"status\":401", "who are you?");
    }
  }
}
