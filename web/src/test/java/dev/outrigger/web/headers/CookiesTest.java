package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CookiesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "SID=31d4d96e407aad42 | SID: 31d4d96e407aad42",
        "SID=31d4d96e407aad42; lang=en-US | SID: 31d4d96e407aad42, lang: en-US",
        "a=1;b=2;;c=3; | a: 1, b: 2, c: 3",
        "a=1; a=2; A=3 | a: 1, A: 3",
        "a=\"x y\" | a: x y",
        "a=\" | a: \"",
        "a=\"\" | a: ``",
        "a=b=c== | a: b=c==",
        "a= | a: ``",
        "=x; y; a=1 | a: 1",
        " a = 1 | a: 1",
        "prefs={\"x\":1,\"y\":[2]} | prefs: {\"x\":1,\"y\":[2]}",
        "a b=c d | a b: c d",
        "$Version=1; a=1 | $Version: 1, a: 1"
      })
  void cookiesAreReadAsBrowsersSendThem(String field, String values) {
    Cookies cookies = Cookies.parse(Fields.of("Cookie", field));
    assertThat(
            cookies.values().entrySet().stream()
                .map(cookie -> cookie.getKey() + ": " + cookie.getValue())
                .collect(Collectors.joining(", ")))
        .isEqualTo(values.replace("``", ""));
  }

  @Test
  void severalFieldsAreOneListAsInHttp2() {
    Cookies cookies = Cookies.parse(Fields.of("cookie", "a=1", "cookie", "b=2; a=3"));
    assertThat(cookies.value("a")).contains("1");
    assertThat(cookies.value("b")).contains("2");
    assertThat(cookies.value("c")).isEmpty();
    assertThat(Cookies.parse(Fields.of()).values()).isEmpty();
  }

  @Test
  void noMoreThanTheFirstAreRead() {
    String many =
        IntStream.range(0, 1000).mapToObj(i -> "c" + i + "=x").collect(Collectors.joining("; "));
    Cookies cookies = Cookies.parse(Fields.of("Cookie", many, "Cookie", "late=x"));
    assertThat(cookies.values()).hasSize(Cookies.MOST);
    assertThat(cookies.value("c255")).isPresent();
    assertThat(cookies.value("c256")).isEmpty();
    assertThat(cookies.value("late")).isEmpty();
  }

  @Test
  void valuesDoNotShowInTheLog() {
    assertThat(Cookies.parse(Fields.of("Cookie", "id=secret"))).hasToString("[id]");
  }

  @Test
  void noiseHarmsNoCookieBehindIt() {
    Noise.each(
        12,
        new String[] {"a=1", "; ", "=", "\"", "__Host-x=1"},
        value ->
            assertThat(Cookies.parse(Fields.of("Cookie", value + ";last=1")).value("last"))
                .isPresent());
  }
}
