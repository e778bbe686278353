package dev.outrigger.web.headers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0-499 | 0-499",
        "bytes=500-999 | 500-999",
        "bytes=-500 | 9500-9999",
        "bytes=9500- | 9500-9999",
        "bytes=0-0,-1 | 0-0 9999-9999",
        "bytes= 0-999, 4500-5499, -1000 | 0-999 4500-5499 9000-9999",
        "bytes=500-600,601-999 | 500-999",
        "bytes=500-700,601-999 | 500-999"
      })
  void theRfcsExamplesAreReadAgainstTenThousandBytes(String field, String parts) {
    assertThat(shown(field, 10_000)).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bytes=0- | 0-9",
        "Bytes=0-3 | 0-3",
        "bytes=0-99999999999999999999999999 | 0-9",
        "bytes=-99999999999999999999999999 | 0-9",
        "bytes=00000000000000000000000000001-2 | 1-2",
        "bytes=5-6,20-30 | 5-6",
        "bytes=,, 1-2 ,,\t4-5, | 1-2 4-5",
        "bytes=8-9,0-1,4-5 | 8-9 0-1 4-5",
        "bytes=8-9,0-1,1-5,7-7 | 7-9 0-5",
        "bytes=3-4,0-9,5-6 | 0-9",
        "bytes=20-30 | none of 10",
        "bytes=10- | none of 10",
        "bytes=-0 | none of 10",
        "bytes=99999999999999999999999999- | none of 10"
      })
  void rangesAreCutJoinedAndCountedAgainstTenBytes(String field, String parts) {
    assertThat(shown(field, 10)).isEqualTo(parts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=5",
        "bytes=5-2",
        "bytes=a-b",
        "bytes=0-1 2-3",
        "bytes=0 -1",
        "bytes=0-1;2-3",
        "bytes=--1",
        "bytes=0-1,x",
        "bytes=20-30,x",
        "bytes =0-1",
        " bytes=0-1",
        "lines=0-1",
        "bytes=0x1-2",
        "bytes=\u0661-2"
      })
  void whatCantBeReadOrIsInAnotherUnitIsIgnored(String field) {
    assertThat(ByteRanges.parse(field, 10)).isEqualTo(new ByteRanges.Ignored());
  }

  @Test
  void moreRangesThanAllowedAreIgnored() {
    assertThat(shown("bytes=" + "0-,".repeat(50), 10)).isEqualTo("0-9");
    assertThat(shown("bytes=" + "0-,".repeat(51), 10)).isEqualTo("ignored");
    assertThat(shown("bytes=" + "20-30,".repeat(51), 10)).isEqualTo("ignored");
  }

  @Test
  void nothingHasNoPartsButMayBeSentWhole() {
    assertThat(shown("bytes=0-", 0)).isEqualTo("none of 0");
    assertThat(shown("bytes=-0", 0)).isEqualTo("none of 0");
    assertThat(shown("bytes=-5", 0)).isEqualTo("ignored");
  }

  @Test
  void theLastByteOfTheLongestContentCanBeAskedFor() {
    assertThat(shown("bytes=-1", Long.MAX_VALUE))
        .isEqualTo("9223372036854775806-9223372036854775806");
    assertThat(shown("bytes=0-,-1", Long.MAX_VALUE)).isEqualTo("0-9223372036854775806");
  }

  @Test
  void theFieldIsReadOnceAndIgnoredTwice() {
    assertThat(ByteRanges.of(Fields.of("range", "bytes=1-2"), 10))
        .isEqualTo(ByteRanges.parse("bytes=1-2", 10));
    assertThat(ByteRanges.of(Fields.of(), 10)).isEqualTo(new ByteRanges.Ignored());
    assertThat(ByteRanges.of(Fields.of("Range", "bytes=1-2", "Range", "bytes=1-2"), 10))
        .isEqualTo(new ByteRanges.Ignored());
  }

  @Test
  void contentRangeSaysWhatIsSent() {
    var part = new ByteRanges.Part(734, 1233, 8000);
    assertThat(part.contentRange()).isEqualTo("bytes 734-1233/8000");
    assertThat(part.size()).isEqualTo(500);
    assertThat(new ByteRanges.Unsatisfiable(47_022).contentRange()).isEqualTo("bytes */47022");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ByteRanges.Part(5, 10, 10))
        .withMessage("bytes 5 to 10 are no part of 10 bytes");
  }

  @Test
  void anyRangesGiveEachByteThatWasAskedForOnce() {
    Random random = new Random(8);
    for (int i = 0; i < 20_000; i++) {
      BitSet wanted = new BitSet();
      String field =
          IntStream.range(0, 1 + random.nextInt(8))
              .mapToObj(_ -> asked(random, wanted))
              .collect(Collectors.joining(","));
      BitSet sent = new BitSet();
      if (ByteRanges.parse("bytes=" + field, 50) instanceof ByteRanges.Satisfiable(var parts)) {
        for (ByteRanges.Part part : parts) {
          assertThat(sent.get((int) part.first(), (int) part.last() + 1).isEmpty()).isTrue();
          sent.set((int) part.first(), (int) part.last() + 1);
        }
      }
      assertThat(sent).as(field).isEqualTo(wanted);
    }
  }

  private static String asked(Random random, BitSet wanted) {
    int first = random.nextInt(60);
    int last = first + random.nextInt(10);
    return switch (random.nextInt(3)) {
      case 0 -> {
        wanted.set(Math.min(first, 50), 50);
        yield first + "-";
      }
      case 1 -> {
        wanted.set(Math.max(0, 50 - first), 50);
        yield "-" + first;
      }
      default -> {
        wanted.set(Math.min(first, 50), Math.min(last + 1, 50));
        yield first + "-" + last;
      }
    };
  }

  @Test
  void noiseIsReadOrIgnored() {
    Noise.each(
        9,
        new String[] {"bytes=", "-", "0", "10", ",", "99999999999999999999"},
        value -> assertThat(ByteRanges.parse("bytes=" + value, 10)).isNotNull());
  }

  private static String shown(String field, long length) {
    return switch (ByteRanges.parse(field, length)) {
      case ByteRanges.Ignored() -> "ignored";
      case ByteRanges.Unsatisfiable(long all) -> "none of " + all;
      case ByteRanges.Satisfiable(var parts) ->
          parts.stream()
              .map(part -> part.first() + "-" + part.last())
              .collect(Collectors.joining(" "));
    };
  }
}
