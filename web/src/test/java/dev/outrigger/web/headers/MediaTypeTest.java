package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outrigger.http.HttpException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html;charset=utf-8",
        "Text/HTML;Charset=\"utf-8\"",
        "text/html; charset=\"utf-8\"",
        "text/html;charset=UTF-8",
        " text/html ;; charset=utf-8 ; ",
        "text/html;charset=\"ut\\f-8\""
      })
  void theRfcsSpellingsOfOneTypeAreEqual(String written) {
    MediaType type = MediaType.parse(written);
    assertThat(type).isEqualTo(MediaType.HTML).hasSameHashCodeAs(MediaType.HTML);
    assertThat(type).hasToString("text/html; charset=utf-8");
    assertThat(type.charset()).contains(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "text/",
        "/html",
        "text/html/x",
        "text /html",
        "text/ html",
        "text/html,text/css",
        "text/html; charset",
        "text/html; charset=",
        "text/html; charset =utf-8",
        "text/html; charset= utf-8",
        "text/html; charset=\"utf-8",
        "text/html; charset=\"utf-8\\",
        "text/html; charset=\"utf-8\"x",
        "text/html; charset=utf-8; charset=latin1",
        "text/html; =utf-8",
        "text/h\u00e9",
        "text/html; a=\"\n\"",
        "*/*",
        "text/*",
        "*/html",
        "*"
      })
  void whatIsNoTypeIsABadRequest(String written) {
    assertThatExceptionOfType(MalformedFieldException.class)
        .isThrownBy(() -> MediaType.parse(written))
        .satisfies(e -> assertThat(e.status()).isEqualTo(400));
  }

  @Test
  void theMessageShowsWhatCameWithoutItsControlCharactersAndNotAllOfIt() {
    assertThatExceptionOfType(MalformedFieldException.class)
        .isThrownBy(() -> MediaType.parse("a\r\nb" + "x".repeat(1000)))
        .withMessage(
            "400 The media type \"a??b"
                + "x".repeat(76)
                + "…\" can't be read: write it as type/subtype; name=value");
  }

  @Test
  void parametersKeepTheirOrderAndAreQuotedWhereNeeded() {
    MediaType type = MediaType.parse("multipart/form-data; Boundary=\"a b\\\"c\"; x=1");
    assertThat(type.parameter("BOUNDARY")).contains("a b\"c");
    assertThat(type.parameters().keySet()).containsExactly("boundary", "x");
    assertThat(type).hasToString("multipart/form-data; boundary=\"a b\\\"c\"; x=1");
    assertThat(type).isEqualTo(MediaType.parse("multipart/form-data;x=1;boundary=\"a b\\\"c\""));
    assertThat(type.withoutParameters()).isEqualTo(MediaType.MULTIPART_FORM);
  }

  @Test
  void anEmptyQuotedValueIsAValue() {
    assertThat(MediaType.parse("a/b;c=\"\"")).hasToString("a/b; c=\"\"");
  }

  @Test
  void aCharsetThatNobodyKnowsIsRefusedOnceItIsNeeded() {
    for (String charset : new String[] {"klingon", "\"not a name\""}) {
      MediaType type = MediaType.parse("text/plain; charset=" + charset);
      assertThatExceptionOfType(HttpException.class)
          .isThrownBy(type::charset)
          .satisfies(e -> assertThat(e.status()).isEqualTo(415));
    }
    assertThat(MediaType.JSON.charset()).isEmpty();
    assertThat(MediaType.parse("text/plain; charset=Latin1").charset())
        .contains(StandardCharsets.ISO_8859_1);
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, text/html, true",
    "text/html, text/*, true",
    "text/html, */*, true",
    "text/html, *, true",
    "text/html, text/css, false",
    "text/html, image/*, false",
    "text/html;level=1, text/html, true",
    "text/html;level=1, text/html;level=1, true",
    "text/html;level=1;x=y, text/html;level=1, true",
    "text/html, text/html;level=1, false",
    "text/html;level=2, text/html;level=1, false"
  })
  void aTypeLiesInARange(String type, String range, boolean matches) {
    assertThat(MediaType.parse(type).matches(MediaType.parseRange(range).orElseThrow()))
        .isEqualTo(matches);
  }

  @Test
  void jsonIsToldByItsSuffixToo() {
    assertThat(MediaType.PROBLEM_JSON.isJson()).isTrue();
    assertThat(MediaType.parse("application/json; charset=utf-8").isJson()).isTrue();
    assertThat(MediaType.of("text", "json").isJson()).isFalse();
    assertThat(MediaType.of("application", "jsonp").isJson()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "index.html, text/html; charset=utf-8",
    "A.HTM, text/html; charset=utf-8",
    "a/b/site.min.css, text/css; charset=utf-8",
    "app.js, text/javascript; charset=utf-8",
    "app.mjs, text/javascript; charset=utf-8",
    "app.js.map, application/json",
    "x.json, application/json",
    "x.svg, image/svg+xml",
    "x.png, image/png",
    "x.jpg, image/jpeg",
    "x.webp, image/webp",
    "x.avif, image/avif",
    "x.gif, image/gif",
    "favicon.ico, image/vnd.microsoft.icon",
    "x.woff2, font/woff2",
    "x.wasm, application/wasm",
    "x.pdf, application/pdf",
    "x.txt, text/plain; charset=utf-8",
    "x.md, text/markdown; charset=utf-8",
    "x.csv, text/csv; charset=utf-8",
    "x.xml, application/xml",
    "x.mp4, video/mp4",
    "x.webm, video/webm",
    "x.mp3, audio/mpeg",
    "x.zip, application/zip",
    "x.tar.gz, application/gzip",
    "site.webmanifest, application/manifest+json",
    "html, application/octet-stream",
    "x., application/octet-stream",
    ".gitignore, application/octet-stream",
    "x.unknown, application/octet-stream",
    "folder.css/x, application/octet-stream",
    "'', application/octet-stream"
  })
  void aFilesTypeFollowsFromItsName(String name, String type) {
    assertThat(MediaType.ofFile(name)).hasToString(type);
  }

  @Test
  void whatAProgramWritesWronglyIsNoBadRequest() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MediaType.of("text", "*"))
        .withMessage("\"*\" is no name in a media type: it takes letters, digits and +-._");
    assertThatIllegalArgumentException().isThrownBy(() -> MediaType.of("", "html"));
    assertThatIllegalArgumentException().isThrownBy(() -> MediaType.JSON.with("a b", "c"));
    assertThatIllegalArgumentException().isThrownBy(() -> MediaType.JSON.with("a", "c\r\nX: y"));
  }

  @Test
  void noiseIsReadOrIsABadRequestAndWhatIsReadIsWrittenAlike() {
    String[] pieces = {"text", "/", "html", ";", "charset", "=", "utf-8", "\"a\\\"b\"", "*"};
    AtomicInteger read = new AtomicInteger();
    Noise.each(
        1,
        pieces,
        value -> {
          try {
            MediaType type = MediaType.parse(value);
            read.incrementAndGet();
            assertThat(MediaType.parse(type.toString())).isEqualTo(type);
          } catch (MalformedFieldException e) {
            assertThat(e.status()).isEqualTo(400);
          }
        });
    assertThat(read.get()).isGreaterThan(100);
  }

  @Test
  void anyValueOfAParameterComesBackAsItWas() {
    Random random = new Random(2);
    for (int i = 0; i < 10_000; i++) {
      String value = Noise.text(random, 12, c -> c == '\t' || (c >= ' ' && c != 0x7f));
      MediaType type = MediaType.JSON.with("x", value);
      assertThat(MediaType.parse(type.toString()).parameter("x")).contains(value);
    }
  }
}
