package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SetCookieTest {
  @Test
  void attributesAreWrittenInTheirOrder() {
    assertThat(
            SetCookie.of("id", "x")
                .path("/")
                .httpOnly()
                .secure()
                .sameSite(SameSite.LAX)
                .maxAge(Duration.ofHours(1)))
        .hasToString("id=x; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=3600");
    assertThat(
            SetCookie.of("lang", "en-US")
                .domain("Example.COM")
                .expires(Instant.parse("2021-06-09T10:18:14Z")))
        .hasToString("lang=en-US; Domain=example.com; Expires=Wed, 09 Jun 2021 10:18:14 GMT");
    assertThat(SetCookie.of("a", "")).hasToString("a=");
  }

  @Test
  void theLastWordOnAnAttributeCounts() {
    assertThat(SetCookie.of("a", "b").path("/x").path("/y").maxAge(Duration.ofSeconds(1)))
        .hasToString("a=b; Path=/y; Max-Age=1")
        .isEqualTo(SetCookie.of("a", "b").path("/y").maxAge(Duration.ofMillis(1)));
  }

  @Test
  void anExpiredCookieIsForgotten() {
    assertThat(SetCookie.expired("id").path("/"))
        .hasToString("id=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetCookie.of("id", "x").maxAge(Duration.ofSeconds(-1)))
        .withMessageContaining("SetCookie.expired");
  }

  @Test
  void whatBrowsersWantSecureIsSecure() {
    assertThat(SetCookie.of("a", "b").sameSite(SameSite.NONE))
        .hasToString("a=b; Secure; SameSite=None");
    assertThat(SetCookie.of("a", "b").partitioned()).hasToString("a=b; Secure; Partitioned");
    assertThat(SetCookie.of("__Secure-a", "b")).hasToString("__Secure-a=b; Secure");
    assertThat(SetCookie.of("__Host-a", "b")).hasToString("__Host-a=b; Path=/; Secure");
    assertThat(SetCookie.of("a", "b").sameSite(SameSite.STRICT))
        .hasToString("a=b; SameSite=Strict");
  }

  @Test
  void aHostCookieHasNeitherPathNorDomainOfItsOwn() {
    SetCookie host = SetCookie.of("__host-a", "b");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host.path("/x"))
        .withMessageContaining("__Host- demands the path /");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> host.domain("example.com"))
        .withMessageContaining("take __Secure- for a domain");
    assertThat(host.path("/")).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "a;b", "a,b", "\u00e9", "a\n", "\"a\""})
  void aNameIsAToken(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetCookie.of(name, "x"))
        .withMessageStartingWith("'" + name + "' is no name of a cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "a b", "a,b", "a;b", "a\"b", "a\\b", "a\r\nSet-Cookie: x", "\u00e9"})
  void aValueThatCookiesCantHaveIsRefusedButNotTold(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetCookie.of("id", value))
        .withMessageContaining("the value of the cookie 'id' has, at index ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Set-Cookie"));
  }

  @Test
  void aCookieThatBrowsersWouldDropForItsLengthIsRefused() {
    assertThat(SetCookie.of("id", "x".repeat(4094)).value()).hasSize(4094);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetCookie.of("id", "x".repeat(4095)))
        .withMessageContaining("4097");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "/a;b", "/a\n", "/\u00e9", "/a "})
  void aPathBeginsWithASlashAndIsAscii(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> SetCookie.of("a", "b").path(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".example.com",
        "example..com",
        "example.com.",
        "a b",
        "a:80",
        "http://a",
        "é"
      })
  void aDomainIsTheNameOfAHost(String domain) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SetCookie.of("a", "b").domain(domain))
        .withMessageContaining("write it as example.org");
  }

  @Test
  void whatIsSetComesBackWithTheNextRequest() {
    Random random = new Random(13);
    for (int i = 0; i < 10_000; i++) {
      String value = Noise.text(random, 20, c -> c > ' ' && c < 0x7f && "\",;\\".indexOf(c) < 0);
      SetCookie cookie = SetCookie.of("id", value).path("/");
      String sent = cookie.toString().substring(0, cookie.toString().indexOf(';'));
      assertThat(Cookies.parse(Fields.of("Cookie", "a=b; " + sent)).value("id")).contains(value);
    }
  }

  @Test
  void nothingThatIsTakenEndsTheFieldOrItsAttribute() {
    String[] pieces = {"/", "a", ".", "example", ";", "\r\n"};
    int parts = "a=b; Path=x".split(";", -1).length;
    Noise.each(
        14,
        pieces,
        text -> {
          try {
            assertThat(SetCookie.of("a", "b").path(text).toString().split("[;\r\n]", -1))
                .hasSize(parts);
          } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("can't have the path");
          }
          try {
            assertThat(SetCookie.of("a", "b").domain(text).toString().split("[;\r\n]", -1))
                .hasSize(parts);
          } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageContaining("can't have the domain");
          }
        });
  }
}
