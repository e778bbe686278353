package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Errors that give their client more than a status and a sentence. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class HttpExceptionTest {
  private static HttpException busy() {
    return new HttpException(429, "not so fast").withHeader("Retry-After", "7");
  }

  @Test
  void itsFieldsAreSentHoweverItIsWrapped() throws Exception {
    HttpHandler handler =
        request -> {
          if (request.path().equals("/wrapped")) {
            throw new IOException("cannot go on", busy());
          }
          throw new HttpException(401, "who are you?")
              .withHeader("WWW-Authenticate", "Basic realm=\"a\"")
              .withHeader("X-Hint", "ask")
              .withHeader("Content-Type", "text/x-hint");
        };
    try (LoggedLines logged = new LoggedLines();
        Served served = Served.by(TaskBackend.LOOP_CARRIED, handler);
        RawClient client = served.client()) {
      Answer plain = client.get("/").read();
      assertThat(plain.status()).isEqualTo(401);
      assertThat(plain.body()).isEqualTo("who are you?\n");
      assertThat(plain.headers())
          .containsEntry("www-authenticate", "Basic realm=\"a\"")
          .containsEntry("x-hint", "ask")
          .containsEntry("content-type", "text/x-hint");
      Answer wrapped = client.get("/wrapped").read();
      assertThat(wrapped.status()).isEqualTo(429);
      assertThat(wrapped.headers()).containsEntry("retry-after", "7");
      logged.expectNothing();
    }
  }

  @Test
  void anAddedFieldLeavesTheOriginalAsItWas() {
    Throwable cause = new IOException("deeper");
    Throwable second = new IOException("second");
    HttpException original = new HttpException(503, "later");
    original.initCause(cause);
    original.addSuppressed(second);
    HttpException more = original.withHeader("Retry-After", "1");
    assertThat(original.response().headerCount()).isZero();
    assertThat(more).hasMessage("503 later").hasCause(cause).hasSuppressedException(second);
    assertThat(more.getStackTrace()).isEqualTo(original.getStackTrace());
    assertThat(more.status()).isEqualTo(503);
    assertThat(more.detail()).isEqualTo("later");
    assertThat(more.response().header("retry-after")).contains("1");
  }

  @Test
  void aFieldThatCouldNotBeSentIsRejectedWhereItIsAdded() {
    assertThatThrownBy(() -> busy().withHeader("a b", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a name of a header field: 'a b'");
    assertThatThrownBy(() -> busy().withHeader("X-A", "1\r\nX-B: 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-A");
    assertThatThrownBy(() -> busy().withHeader("Content-Length", "1"))
        .hasMessage("the server alone decides about Content-Length; leave it out");
    assertThat(new HttpException(426, "use another").withHeader("Upgrade", "chat").response())
        .satisfies(response -> assertThat(response.header("Upgrade")).contains("chat"));
  }
}
