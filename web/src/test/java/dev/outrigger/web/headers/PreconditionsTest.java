package dev.outrigger.web.headers;

import static dev.outrigger.web.headers.Preconditions.Verdict.FAILED;
import static dev.outrigger.web.headers.Preconditions.Verdict.NOT_MODIFIED;
import static dev.outrigger.web.headers.Preconditions.Verdict.PROCEED;
import static dev.outrigger.web.headers.Preconditions.Verdict.PROCEED_WITH_RANGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outrigger.web.headers.Preconditions.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreconditionsTest {
  private static final Instant CHANGED = Instant.parse("1994-11-06T08:49:37.5Z");
  private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
  private static final String THEN = "Sun, 06 Nov 1994 08:49:37 GMT";
  private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

  /** Version "v", changed THEN. */
  private static Verdict verdict(String method, String... fields) {
    return Preconditions.evaluate(
        method, Fields.of(fields), Optional.of(EntityTag.strong("v")), Optional.of(CHANGED));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // method | If-Match | If-None-Match | verdict
        "GET | | | PROCEED",
        "PUT | | | PROCEED",
        "PUT | \"v\" | | PROCEED",
        "PUT | \"w\", \"v\" | | PROCEED",
        "PUT | * | | PROCEED",
        "PUT | \"w\" | | FAILED",
        "PUT | W/\"v\" | | FAILED",
        "GET | \"w\" | | FAILED",
        "GET | | \"v\" | NOT_MODIFIED",
        "GET | | W/\"v\" | NOT_MODIFIED",
        "GET | | \"w\", W/\"v\" | NOT_MODIFIED",
        "GET | | * | NOT_MODIFIED",
        "HEAD | | \"v\" | NOT_MODIFIED",
        "GET | | \"w\" | PROCEED",
        "PUT | | \"v\" | FAILED",
        "PUT | | * | FAILED",
        "POST | | \"w\" | PROCEED",
        "GET | \"v\" | \"v\" | NOT_MODIFIED",
        "GET | \"w\" | \"v\" | FAILED",
        "OPTIONS | \"w\" | \"v\" | PROCEED",
        "TRACE | \"w\" | \"v\" | PROCEED"
      })
  void versionsAreCompared(String method, String match, String noneMatch, Verdict verdict) {
    assertThat(verdict(method, sent("If-Match", match, "If-None-Match", noneMatch)))
        .isEqualTo(verdict);
  }

  private static String[] sent(String... pairs) {
    return Stream.of(0, 2)
        .filter(i -> Optional.ofNullable(pairs[i + 1]).isPresent())
        .flatMap(i -> Arrays.stream(pairs, i, i + 2))
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, If-Modified-Since, 36, PROCEED",
    "GET, If-Modified-Since, 37, NOT_MODIFIED",
    "HEAD, If-Modified-Since, 38, NOT_MODIFIED",
    "POST, If-Modified-Since, 38, PROCEED",
    "PUT, If-Unmodified-Since, 36, FAILED",
    "PUT, If-Unmodified-Since, 37, PROCEED",
    "GET, If-Unmodified-Since, 36, FAILED"
  })
  void datesAreComparedByTheSecond(String method, String field, String second, Verdict verdict) {
    assertThat(verdict(method, field, "Sun, 06 Nov 1994 08:49:" + second + " GMT"))
        .isEqualTo(verdict);
  }

  @Test
  void tagsGoBeforeDates() {
    assertThat(verdict("GET", "If-None-Match", "\"w\"", "If-Modified-Since", AFTER))
        .isEqualTo(PROCEED);
    assertThat(verdict("PUT", "If-Match", "\"v\"", "If-Unmodified-Since", BEFORE))
        .isEqualTo(PROCEED);
    assertThat(verdict("GET", "If-Unmodified-Since", BEFORE, "If-None-Match", "\"v\""))
        .isEqualTo(FAILED);
  }

  @Test
  void datesThatCantBeReadOrComeTwiceCountAsNotSent() {
    assertThat(verdict("GET", "If-Modified-Since", "yesterday")).isEqualTo(PROCEED);
    assertThat(verdict("PUT", "If-Unmodified-Since", "0")).isEqualTo(PROCEED);
    assertThat(verdict("GET", "If-Modified-Since", THEN, "If-Modified-Since", THEN))
        .isEqualTo(PROCEED);
    assertThat(verdict("PUT", "If-Unmodified-Since", BEFORE, "If-Unmodified-Since", BEFORE))
        .isEqualTo(PROCEED);
  }

  @Test
  void tagsThatCantBeReadAreABadRequestWhereTheyMayGuardAChange() {
    for (String[] guard :
        new String[][] {
          {"PUT", "If-Match"}, {"GET", "If-Match"}, {"PUT", "If-None-Match"}, {"POST", "If-Match"}
        }) {
      assertThatExceptionOfType(MalformedFieldException.class)
          .isThrownBy(() -> verdict(guard[0], guard[1], "v"))
          .withMessage(
              "400 " + guard[1] + " \"v\" can't be read: write it as * or \"abc\", W/\"def\"");
    }
    assertThat(verdict("GET", "If-None-Match", "v", "If-Modified-Since", AFTER)).isEqualTo(PROCEED);
  }

  @Test
  void aResourceWithoutVersionsHasAnyButNoneThatIsNamed() {
    assertThat(bare("PUT", "If-Match", "*")).isEqualTo(PROCEED);
    assertThat(bare("PUT", "If-Match", "\"v\"")).isEqualTo(FAILED);
    assertThat(bare("PUT", "If-None-Match", "*")).isEqualTo(FAILED);
    assertThat(bare("GET", "If-None-Match", "\"v\"")).isEqualTo(PROCEED);
    assertThat(bare("GET", "If-Modified-Since", AFTER)).isEqualTo(PROCEED);
    assertThat(bare("PUT", "If-Unmodified-Since", BEFORE)).isEqualTo(PROCEED);
    assertThat(bare("GET", "Range", "bytes=0-", "If-Range", THEN)).isEqualTo(PROCEED);
    assertThat(bare("GET", "Range", "bytes=0-", "If-Range", "\"v\"")).isEqualTo(PROCEED);
    assertThat(bare("GET", "Range", "bytes=0-")).isEqualTo(PROCEED_WITH_RANGE);
  }

  private static Verdict bare(String method, String... fields) {
    return Preconditions.evaluate(method, Fields.of(fields), Optional.empty(), Optional.empty());
  }

  @Test
  void whatDoesNotExistMayBeMadeButNotChanged() {
    assertThat(missing("PUT", "If-None-Match", "*")).isEqualTo(PROCEED);
    assertThat(missing("PUT", "If-Match", "*")).isEqualTo(FAILED);
    assertThat(missing("PUT", "If-Match", "\"v\"")).isEqualTo(FAILED);
    assertThat(missing("GET", "If-Modified-Since", AFTER)).isEqualTo(PROCEED);
    assertThat(missing("GET", "Range", "bytes=0-")).isEqualTo(PROCEED);
  }

  private static Verdict missing(String method, String... fields) {
    return Preconditions.evaluateMissing(method, Fields.of(fields));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"v\" | PROCEED_WITH_RANGE",
        "\"w\" | PROCEED",
        "W/\"v\" | PROCEED",
        "\"v\", \"w\" | PROCEED",
        "\"v | PROCEED",
        "v | PROCEED",
        BEFORE + " | PROCEED",
        THEN + " | PROCEED_WITH_RANGE",
        AFTER + " | PROCEED"
      })
  void aRangeCountsOnlyForTheVersionThatTheClientHas(String ifRange, Verdict verdict) {
    assertThat(verdict("GET", "Range", "bytes=0-1", "If-Range", ifRange)).isEqualTo(verdict);
  }

  @Test
  void aRangeCountsForGetAloneAndBehindAllElse() {
    assertThat(verdict("GET", "Range", "bytes=0-1")).isEqualTo(PROCEED_WITH_RANGE);
    assertThat(verdict("HEAD", "Range", "bytes=0-1")).isEqualTo(PROCEED);
    assertThat(verdict("POST", "Range", "bytes=0-1")).isEqualTo(PROCEED);
    assertThat(verdict("GET", "If-Range", "\"v\"")).isEqualTo(PROCEED);
    assertThat(verdict("GET", "Range", "bytes=0-1", "If-None-Match", "\"v\""))
        .isEqualTo(NOT_MODIFIED);
    assertThat(verdict("GET", "Range", "bytes=0-1", "If-Range", "\"v\"", "If-Range", "\"v\""))
        .isEqualTo(PROCEED);
  }

  @Test
  void noiseIsJudgedOrIsABadRequest() {
    String[] names = {
      "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "If-Range"
    };
    for (String name : names) {
      Noise.each(
          10,
          new String[] {"\"v\"", "W/", "*", ", ", THEN},
          value -> {
            try {
              assertThat(verdict("GET", name, value, "Range", "bytes=0-1")).isNotNull();
            } catch (MalformedFieldException e) {
              assertThat(name).isEqualTo("If-Match");
            }
          });
    }
  }
}
