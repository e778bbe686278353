package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheControlTest {
  @Test
  void whatAnAnswerSaysIsTheValueOfTheField() {
    assertThat(CacheControl.noStore()).hasToString("no-store");
    assertThat(CacheControl.noCache().privately()).hasToString("no-cache, private");
    assertThat(CacheControl.maxAge(Duration.ofDays(365)).publicly().immutable())
        .hasToString("max-age=31536000, public, immutable");
    assertThat(
            CacheControl.maxAge(Duration.ofMinutes(1))
                .sharedMaxAge(Duration.ofMinutes(5))
                .staleWhileRevalidate(Duration.ofSeconds(30))
                .staleIfError(Duration.ofHours(1))
                .mustRevalidate()
                .noTransform())
        .hasToString(
            "max-age=60, s-maxage=300, stale-while-revalidate=30, stale-if-error=3600,"
                + " must-revalidate, no-transform");
  }

  @Test
  void whatIsForAllIsNotPrivate() {
    assertThat(CacheControl.noCache().publicly().privately()).hasToString("no-cache, private");
    assertThat(CacheControl.noCache().privately().publicly()).hasToString("no-cache, public");
  }

  @Test
  void timesAreWholeSecondsThatFitOldCaches() {
    assertThat(CacheControl.maxAge(Duration.ofMillis(1))).hasToString("max-age=1");
    assertThat(CacheControl.maxAge(Duration.ZERO)).hasToString("max-age=0");
    assertThat(CacheControl.maxAge(Duration.ofSeconds(Long.MAX_VALUE, 1)))
        .hasToString("max-age=2147483647");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CacheControl.maxAge(Duration.ofSeconds(-1)))
        .withMessage("max-age can't be PT-1S: it is at least zero, which means 'not at all'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no-cache | no-cache",
        "No-Cache, MAX-AGE=0 | no-cache, max-age=0",
        "max-age=\"60\" , max-stale | max-age=60, max-stale",
        "max-age=1, max-age=2 | max-age=1",
        "private=\"a, b\", ,community=\"UCI\" | private=\"a, b\", community=UCI",
        "max-age=, =5, a b, x=\"1, no-store | ''",
        "max-age = 5, no-store | no-store"
      })
  void directivesAreReadAndTheRestIsPassedOver(String written, String read) {
    assertThat(CacheControl.parse(written)).hasToString(read.replace("''", ""));
  }

  @Test
  void aRequestsDirectivesAreToldByName() {
    CacheControl asked =
        CacheControl.of(
            Fields.of("cache-control", "max-age=60, max-stale", "cache-control", "Only-If-Cached"));
    assertThat(asked.contains("only-if-cached")).isTrue();
    assertThat(asked.contains("no-store")).isFalse();
    assertThat(asked.duration("Max-Age")).contains(Duration.ofMinutes(1));
    assertThat(asked.duration("max-stale")).isEmpty();
    assertThat(asked.value("max-age")).contains("60");
    assertThat(asked.names()).containsExactly("max-age", "max-stale", "only-if-cached");
    assertThat(CacheControl.of(Fields.of()).names()).isEmpty();
  }

  @Test
  void aTimeThatIsNoneCountsAsNotSentAndOneTooLongIsTheLongest() {
    assertThat(CacheControl.parse("max-age=-1").duration("max-age")).isEmpty();
    assertThat(CacheControl.parse("max-age=1.5").duration("max-age")).isEmpty();
    assertThat(CacheControl.parse("max-age=" + "9".repeat(1000)).duration("max-age"))
        .contains(Duration.ofSeconds(Integer.MAX_VALUE));
  }

  @Test
  void noiseIsReadAndWhatIsReadIsWrittenAlike() {
    Noise.each(
        15,
        new String[] {"max-age=", "60", ", ", "no-cache", "private=\"a,\\\"b\"", "\""},
        value -> {
          CacheControl read = CacheControl.parse(value);
          assertThat(CacheControl.parse(read.toString())).isEqualTo(read);
          assertThat(read.duration("max-age").orElse(Duration.ZERO).isNegative()).isFalse();
        });
  }
}
