package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outrigger.http.RawClient.Answer;
import dev.outrigger.runtime.TaskBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are a status, and perhaps another place to go. */
@ExtendWith(NoLeaks.class)
@Timeout(60)
class RedirectTest {
  @Test
  void aStatusAloneIsAnAnswer() throws Exception {
    HttpHandler handler = request -> HttpResponse.of(Integer.parseInt(request.path().substring(1)));
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, handler);
        RawClient client = served.client()) {
      for (int status : new int[] {200, 204, 304, 404}) {
        Answer answer = client.get("/" + status).read();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).doesNotContainKey("content-type");
        assertThat(answer.closes()).isFalse();
      }
    }
    assertThatThrownBy(() -> HttpResponse.of(199)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {303, 307, 308})
  void aClientIsSentElsewhere(int status) throws Exception {
    HttpHandler handler = request -> HttpResponse.redirect(status, "/login?back=%2Fcart#top");
    try (Served served = Served.by(TaskBackend.LOOP_CARRIED, handler);
        RawClient client = served.client()) {
      Answer answer = client.get("/cart").read();
      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.headers()).containsEntry("location", "/login?back=%2Fcart#top");
      assertThat(answer.body()).isEmpty();
      assertThat(served.server().statistics().redirections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 300, 301, 302, 304, 404})
  void aStatusThatSaysNoSuchThingIsRejected(int status) {
    assertThatThrownBy(() -> HttpResponse.redirect(status, "/"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a redirection has status 303, 307 or 308, but this was " + status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "/a b",
        "/a\r\nSet-Cookie: b",
        "/gr\u00fcn",
        "http://",
        "\\\\host",
        "/%zz"
      })
  void aPlaceThatIsNoUriIsRejected(String location) {
    assertThatThrownBy(() -> HttpResponse.redirect(303, location))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a URI to send a client to: '")
        .hasMessageNotContainingAny("\r", "\n");
  }
}
