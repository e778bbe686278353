package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Headers;
import dev.outrigger.http.listen.Networks;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** 400 KB take no time to read, however they are meant; squared, they would take minutes each. */
class LongInputTest {
  private static final int LENGTH = 400_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        " ",
        ",",
        ";",
        "=",
        "\"",
        "\\",
        "\\\"",
        "a,",
        "a;",
        "a=",
        "a=\"",
        "a/b,",
        "a/b;c=d,",
        "a/b;c=\",",
        ";q=0",
        "*;q=0,",
        "\"a\",",
        "W/\"a\",",
        "0-1,",
        "-1,",
        "9",
        "a-",
        "x-a-",
        "de,",
        "a=b;",
        "a=b,",
        "for=1.2.3.4,",
        "10.0.0.1,",
        "[::1],",
        "for=\"",
        ", ,\t"
      })
  @Timeout(10)
  void anyRepetitionIsReadInOnePass(String piece) {
    String value = piece.repeat(LENGTH / piece.length());
    assertThat(readsOrRefuses(() -> MediaType.parse(value))).isTrue();
    assertThat(readsOrRefuses(() -> MediaType.parse("a/b;" + value))).isTrue();
    assertThat(readsOrRefuses(() -> EntityTags.parse(value))).isTrue();
    assertThat(HttpDate.parse(value)).isEmpty();
    assertThat(ByteRanges.parse("bytes=" + value, 10)).isNotNull();
    assertThat(CacheControl.parse(value)).isNotNull();
    assertThat(Preferences.types(value).best(List.of(MediaType.JSON))).isNotNull();
    assertThat(Preferences.codings(value).best(List.of("gzip", "identity"))).isNotNull();
    assertThat(Preferences.charsets(value).best(List.of("utf-8"))).isNotNull();
    assertThat(Preferences.languages(value).best(List.of("de-CH", "en"))).isNotNull();
    Headers fields =
        Fields.of(
            "Cookie",
            value,
            "Forwarded",
            value,
            "X-Forwarded-For",
            value,
            "If-None-Match",
            value,
            "Range",
            value,
            "If-Range",
            value);
    assertThat(Cookies.parse(fields).values()).hasSizeLessThanOrEqualTo(Cookies.MOST);
    Networks proxies = Networks.of("10.0.0.0/8");
    for (Forwarded.Fields kind : Forwarded.Fields.values()) {
      assertThat(Forwarded.read(kind, fields, InetAddress.ofLiteral("10.0.0.2"), proxies))
          .isNotNull();
    }
    assertThat(Preconditions.evaluate("GET", fields, Optional.empty(), Optional.empty()))
        .isNotNull();
  }

  private static boolean readsOrRefuses(Runnable read) {
    try {
      read.run();
      return true;
    } catch (MalformedFieldException e) {
      return e.detail().length() < 300;
    }
  }
}
