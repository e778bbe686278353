package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void theRfcsThreeFormatsAreOneMoment(String written) {
    assertThat(HttpDate.parse(written, () -> 2026)).contains(EXAMPLE);
  }

  @Test
  void theFirstFormatIsWrittenWithoutFractions() {
    assertThat(HttpDate.format(EXAMPLE.plusNanos(999_999_999)))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.format(Instant.parse("1969-12-31T23:59:59.5Z")))
        .isEqualTo("Wed, 31 Dec 1969 23:59:59 GMT");
  }

  @ParameterizedTest
  @CsvSource({
    "26, 2026, 2026",
    "76, 2026, 2076",
    "77, 2026, 1977",
    "94, 2026, 1994",
    "00, 2026, 2000",
    "10, 1999, 1910",
    "99, 1999, 1999"
  })
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead(String digits, int now, int year) {
    assertThat(HttpDate.parse("Sunday, 06-Nov-" + digits + " 08:49:37 GMT", () -> now))
        .contains(EXAMPLE.atOffset(ZoneOffset.UTC).withYear(year).toInstant());
  }

  @Test
  void aLeapSecondIsTheBeginningOfTheNextMinute() {
    assertThat(HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT"))
        .contains(Instant.parse("2017-01-01T00:00:00Z"));
  }

  @Test
  void leapYearsHaveTheirDay() {
    assertThat(HttpDate.parse("Thu, 29 Feb 2024 00:00:00 GMT")).isPresent();
    assertThat(HttpDate.parse("Tue, 29 Feb 2000 00:00:00 GMT")).isPresent();
    assertThat(HttpDate.parse("Wed, 29 Feb 2023 00:00:00 GMT")).isEmpty();
    assertThat(HttpDate.parse("Mon, 29 Feb 2100 00:00:00 GMT")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "-1",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Okt 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:37 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Someday, 06-Nov-94 08:49:37 GMT",
        "Sunday, 06-Nov-9x 08:49:37 GMT",
        "Sun Nov 06 08:49:37 94",
        "Sun Nov  6 08:49:37 +994",
        "1994-11-06T08:49:37Z"
      })
  void anythingElseIsNoDate(String written) {
    assertThat(HttpDate.parse(written)).isEmpty();
  }

  @Test
  void whatLiesBeyondFourDigitsBecomesTheNearestThatCanBeWritten() {
    assertThat(HttpDate.format(Instant.MAX)).isEqualTo("Fri, 31 Dec 9999 23:59:59 GMT");
    assertThat(HttpDate.format(Instant.MIN)).isEqualTo("Sat, 01 Jan 0000 00:00:00 GMT");
  }

  @Test
  void randomMomentsComeBackAndAreWrittenAsTheJdkDoes() {
    Random random = new Random(3);
    DateTimeFormatter jdk =
        DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", java.util.Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    for (int i = 0; i < 10_000; i++) {
      Instant moment = Instant.ofEpochSecond(random.nextLong(-62_000_000_000L, 253_000_000_000L));
      String written = HttpDate.format(moment);
      assertThat(written).isEqualTo(jdk.format(moment));
      assertThat(HttpDate.parse(written)).contains(moment);
    }
  }

  @Test
  void noiseIsReadOrIsNoDate() {
    String[] pieces = {"Sun", ", ", "06", " Nov ", "1994", "08:49:37", " GMT", "Sunday", "-Nov-94"};
    Noise.each(4, pieces, value -> assertThat(HttpDate.parse(value)).isNotNull());
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder value = new StringBuilder("Sun, 06 Nov 1994 08:49:37 GMT");
      value.setCharAt(random.nextInt(29), (char) random.nextInt(128));
      HttpDate.parse(value.toString())
          .ifPresent(moment -> assertThat(HttpDate.format(moment)).endsWith(" GMT"));
    }
  }
}
