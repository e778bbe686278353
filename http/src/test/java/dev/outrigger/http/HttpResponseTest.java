package dev.outrigger.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpResponseTest {
  private static final HttpResponse PLAIN = HttpResponse.text(200, "ok");

  @Test
  void anAddedFieldLeavesTheOriginalAsItWas() {
    HttpResponse more = PLAIN.header("X-A", "1").header("X-B", "2");
    assertThat(more.header("x-a")).contains("1");
    assertThat(more.header("X-B")).contains("2");
    assertThat(PLAIN.header("X-A")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: b", "a\nb", "a\0b", "\u20ac", "a\u007f"})
  void aValueThatWouldBreakTheHeaderIsRejected(String value) {
    assertThatThrownBy(() -> PLAIN.header("X-A", value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("X-A");
    assertThatThrownBy(() -> HttpResponse.of(200, value, new byte[0]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:", "\u00e4"})
  void aNameThatIsNoneIsRejected(String name) {
    assertThatThrownBy(() -> PLAIN.header(name, "1")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length", "transfer-encoding", "Connection", "Proxy-Connection"})
  void aFieldOfTheServersOwnIsRejected(String name) {
    assertThatThrownBy(() -> PLAIN.header(name, "1"))
        .hasMessage("the server alone decides about " + name + "; leave it out");
  }

  @Test
  void whichTrailersComeMayBeAnnounced() {
    assertThat(PLAIN.header("Trailer", "X-Checksum").header("trailer")).contains("X-Checksum");
  }

  @Test
  @SuppressWarnings("NullAway") // that is what is tried
  void whatIsMissingIsNamedAtOnce() {
    assertThatThrownBy(() -> HttpResponse.stream(200, "", null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("body");
    assertThatThrownBy(() -> new HttpException(400, null)).hasMessage("detail");
  }

  @ParameterizedTest
  @ValueSource(ints = {99, 100, 199, 600, -1})
  void aStatusThatIsNoneIsRejected(int status) {
    assertThatThrownBy(() -> HttpResponse.text(status, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void aBodyWhereNoneBelongsIsRejected(int status) {
    assertThatThrownBy(() -> HttpResponse.text(status, "x"))
        .hasMessage("a response with status " + status + " has no body, but this one had 1 bytes");
    assertThat(HttpResponse.text(status, "").status()).isEqualTo(status);
  }
}
