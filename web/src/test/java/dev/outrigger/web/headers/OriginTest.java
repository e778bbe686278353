package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where pages come from. */
class OriginTest {
  @ParameterizedTest
  @CsvSource({
    "https://app.example, https://app.example",
    "HTTPS://App.Example:443, https://app.example",
    "http://localhost:8080, http://localhost:8080",
    "http://a.example:80, http://a.example",
    "http://a.example:443, http://a.example:443",
    "https://[2001:DB8::1]:8443, https://[2001:db8::1]:8443",
    "chrome-extension://abcdef, chrome-extension://abcdef"
  })
  void itIsWrittenAsBrowsersDo(String text, String written) {
    assertThat(Origin.parse(text)).map(Origin::toString).contains(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "*",
        "app.example",
        "://app.example",
        "https://",
        "https:///",
        "https://a.example/",
        "https://a.example/path",
        "https://user@a.example",
        "https://a.example:",
        "https://a.example:x",
        "https://a.example:99999",
        "https://a.example:443:443",
        "https://a b.example",
        "https://*.example",
        "https://é.example",
        "https://[::1",
        "https://[nothing]",
        "https://a.example, https://b.example"
      })
  void whatIsNoneIsNotRead(String text) {
    assertThat(Origin.parse(text)).isEmpty();
  }

  @Test
  void thatOfAFieldHostHasTheSchemesOwnPort() {
    assertThat(Origin.of("https", "A.example")).isEqualTo(Origin.parse("https://a.example:443"));
    assertThat(Origin.of("https", "a.example:80")).isNotEqualTo(Origin.parse("http://a.example"));
  }
}
