package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferencesTest {
  private static final MediaType PLAIN = MediaType.of("text", "plain");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/plain;format=flowed | 1000",
        "text/plain | 700",
        "text/html | 300",
        "image/jpeg | 500",
        "text/plain;format=fixed | 400",
        "text/html;level=3 | 700"
      })
  void theMostExactRangeCountsAsInTheRfcsTable(String type, int quality) {
    String accept =
        type.startsWith("text/html;")
            ? "text/*;q=0.3, text/html;q=0.7, text/html;level=1, text/html;level=2;q=0.4, */*;q=0.5"
            : "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed, "
                + "text/plain;format=fixed;q=0.4, */*;q=0.5";
    assertThat(TypeRanges.parse(List.of(accept)).quality(MediaType.parse(type))).isEqualTo(quality);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "audio/*; q=0.2, audio/basic | audio/mpeg, audio/basic | audio/basic",
        "text/plain; q=0.5, text/html, text/x-dvi; q=0.8, text/x-c | text/plain, text/x-dvi | text/x-dvi",
        "text/html,application/xml;q=0.9,*/*;q=0.8 | application/json, text/html | text/html",
        "text/html,application/xml;q=0.9,*/*;q=0.8 | application/json, image/png | application/json",
        "*/*, text/html;q=0 | text/html, text/css | text/css",
        "text/html | application/json | none",
        "application/json;q=0 | application/json | none",
        "application/json; charset=utf-8 | application/json | application/json",
        "TEXT/HTML;Q=1.000 | text/html | text/html",
        "text/html;q=0.5;ext=1, text/css;q=0.6 | text/html, text/css | text/css",
        "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2 | application/json | application/json",
        "text/html;q=\"0.3\", text/css;q=0.5 | text/html, text/css | text/css",
        "'' | text/css | text/css"
      })
  void theBestTypeIsChosen(String accept, String offers, String best) {
    List<MediaType> offered = words(offers).stream().map(MediaType::parse).toList();
    assertThat(Preferences.types(accept).best(offered).map(MediaType::toString).orElse("none"))
        .isEqualTo(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "compress, gzip | gzip, identity | gzip",
        "'' | gzip, identity | identity",
        "* | br, gzip, identity | br",
        "compress;q=0.5, gzip;q=1.0 | compress, gzip | gzip",
        "gzip;q=1.0, identity; q=0.5, *;q=0 | br, identity, gzip | gzip",
        "gzip;q=1.0, identity; q=0.5, *;q=0 | br, identity | identity",
        "gzip;q=0.001 | identity, gzip | gzip",
        "gzip;q=0.5, identity | gzip, identity | identity",
        "br;q=0 | br, identity | identity",
        "identity;q=0 | br, identity | none",
        "*;q=0 | br, identity | none",
        "*;q=0, identity;q=0.1 | br, identity | identity",
        "GZIP | gzip, identity | gzip",
        "x-gzip | gzip, identity | gzip",
        "gzip, deflate, br, zstd | zstd, br, gzip, identity | zstd",
        "gzip;q=2, br | gzip, br, identity | br",
        "gzip;level=9, br | gzip, br, identity | br",
        "gzip;q=0, gzip;q=1 | gzip, identity | identity"
      })
  void theBestCodingIsChosen(String acceptEncoding, String offers, String best) {
    assertThat(Preferences.codings(acceptEncoding).best(words(offers)).orElse("none"))
        .isEqualTo(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "da, en-gb;q=0.8, en;q=0.7 | en, en-GB, da | da",
        "da, en-gb;q=0.8, en;q=0.7 | en, en-GB | en-GB",
        "da, en-gb;q=0.8, en;q=0.7 | en, fr | en",
        "de-CH | de, fr | de",
        "zh-Hant-CN-x-private1-private2 | zh, zh-Hant-CN-x-private1 | zh-Hant-CN-x-private1",
        "zh-Hant-CN-x-private1-private2 | zh, zh-Hant-CN-x | zh",
        "zh-Hant-CN-x-private1-private2 | zh, zh-Hant-CN, zh-Hant | zh-Hant-CN",
        "en | de, en-GB | en-GB",
        "en-US, de | en-GB, de | de",
        "en | eng, de | none",
        "fr | de, en | none",
        "fr, *;q=0.5 | de, en | de",
        "fr, *;q=0.5, de;q=0 | de, en | en",
        "*, de;q=0 | de-CH, en | en",
        "*, de;q=0, de-ch;q=0.1 | de, de-CH | de-CH",
        "*;q=0 | de | none",
        "de;q=0.5, en;q=0.9, fr;q=0.9 | de, fr, en | en",
        "de_DE, en | de, en | en",
        "toolongasubtag, en;q=0.1 | en | en",
        "-, de-, --, en | de, en | en",
        "'' | de, en | de"
      })
  void theBestLanguageIsChosen(String acceptLanguage, String offers, String best) {
    assertThat(Preferences.languages(acceptLanguage).best(words(offers)).orElse("none"))
        .isEqualTo(best);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iso-8859-5, unicode-1-1;q=0.8 | utf-8, ISO-8859-5 | ISO-8859-5",
        "iso-8859-5, unicode-1-1;q=0.8 | utf-8 | none",
        "iso-8859-5;q=0.1, * | iso-8859-5, utf-8 | utf-8",
        "'' | utf-8 | utf-8"
      })
  void theBestCharsetIsChosen(String acceptCharset, String offers, String best) {
    assertThat(Preferences.charsets(acceptCharset).best(words(offers)).orElse("none"))
        .isEqualTo(best);
  }

  @Test
  void withoutFieldsAnythingWillDoButCodings() {
    var none = Fields.of();
    assertThat(Preferences.types(none).best(List.of(PLAIN, MediaType.JSON))).contains(PLAIN);
    assertThat(Preferences.languages(none).best(List.of("de", "en"))).contains("de");
    assertThat(Preferences.charsets(none).best(List.of("utf-8"))).contains("utf-8");
    assertThat(Preferences.codings(none).best(List.of("gzip", "identity"))).contains("identity");
    assertThat(Preferences.types(none).best(List.of())).isEmpty();
  }

  @Test
  void severalFieldsAreOneList() {
    var fields =
        Fields.of(
            "accept",
            "text/plain;q=0.1",
            "Accept",
            "*/*;q=0.2",
            "accept-encoding",
            "br;q=0.5",
            "accept-encoding",
            "gzip");
    assertThat(Preferences.types(fields).best(List.of(PLAIN, MediaType.JSON)))
        .contains(MediaType.JSON);
    assertThat(Preferences.codings(fields).best(List.of("br", "gzip"))).contains("gzip");
    assertThat(Preferences.codings(fields).accepts("zstd")).isFalse();
    assertThat(Preferences.codings(fields).accepts("br")).isTrue();
  }

  @Test
  void anElementThatCantBeReadSpoilsNoOther() {
    String accept = "text/html;q=no, text/\"a,b\", ;, text/css;x=\"a,\\\",b\" y, text/plain";
    assertThat(Preferences.types(accept).accepts(PLAIN)).isTrue();
    assertThat(Preferences.types(accept).accepts(MediaType.JSON)).isFalse();
    assertThat(Preferences.types(accept).accepts(MediaType.of("text", "html"))).isFalse();
    assertThat(Preferences.types("text html, \"").accepts(PLAIN)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000",
    "0., 0",
    "1., 1000",
    "0.5, 500",
    "0.05, 50",
    "0.123, 123",
    "0.1239, 123",
    "1.000, 1000",
    ".2, 200"
  })
  void weightsAreThousandths(String written, int quality) {
    assertThat(Quality.parse(written)).isEqualTo(quality);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ".", "2", "1.1", "1.001", "-1", "+1", "0,5", "00", "0.5x", "x", "1e0"})
  void whatIsNoWeightIsMalformed(String written) {
    assertThat(Quality.parse(written)).isNegative();
  }

  @Test
  void noiseLeadsToAnOfferOrToNone() {
    String[] pieces = {"text/html", "*", "/*", "gzip", "de-CH", ";q=", "0.5", ", ", "identity;q=0"};
    Noise.each(
        11,
        pieces,
        value -> {
          var types = List.of(MediaType.HTML, MediaType.JSON);
          assertOneOf(types, Preferences.types(value).best(types));
          var codings = List.of("gzip", "identity");
          assertOneOf(codings, Preferences.codings(value).best(codings));
          assertOneOf(codings, Preferences.charsets(value).best(codings));
          var languages = List.of("de", "en-GB");
          assertOneOf(languages, Preferences.languages(value).best(languages));
        });
  }

  private static <T> void assertOneOf(List<T> offers, Optional<T> best) {
    best.ifPresent(one -> assertThat(offers).contains(one));
  }

  private static List<String> words(String list) {
    return Arrays.stream(list.split(",")).map(String::strip).toList();
  }
}
