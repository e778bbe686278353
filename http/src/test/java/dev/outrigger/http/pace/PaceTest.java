package dev.outrigger.http.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Limits;
import dev.outrigger.http.exchange.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Limits LIMITS =
      Limits.defaults().withBodyRate(240, Duration.ofSeconds(10)).withBodyCeiling(100_000);

  private long now = TimeUnit.SECONDS.toNanos(1000);

  private @Nullable Refusal ticks(Pace pace, int seconds, int bytesASecond, boolean reading) {
    for (int i = 0; i < seconds; i++) {
      if (bytesASecond > 0) {
        pace.received(bytesASecond);
      }
      now += TimeUnit.SECONDS.toNanos(1);
      Refusal refusal = pace.tick(now, reading);
      if (refusal != null) {
        return refusal;
      }
    }
    return null;
  }

  private Pace begun(Limits limits, boolean awaited) {
    Pace pace = new Pace(limits, awaited);
    assertThat(pace.tick(now, true)).isNull();
    return pace;
  }

  @Test
  void aBodyAtTheLowestRateIsWaitedFor() {
    assertThat(ticks(begun(LIMITS, false), 300, 240, true)).isNull();
  }

  @Test
  void aSlowerBodyIsNot() {
    Pace pace = begun(LIMITS, false);
    assertThat(ticks(pace, 9, 239, true)).isNull();
    assertThat(ticks(pace, 1, 239, true))
        .isEqualTo(new Refusal(408, "the body came slower than the 240 bytes a second asked for"));
  }

  @Test
  void whatCameEarlyBuysNoSilenceLater() {
    Pace pace = begun(LIMITS, false);
    assertThat(pace.received(90_000)).isTrue();
    assertThat(ticks(pace, 10, 0, true)).isNull();
    assertThat(ticks(pace, 10, 0, true)).isNotNull();
  }

  @Test
  void timeInWhichNobodyReadsIsNotCounted() {
    Pace pace = begun(LIMITS, false);
    assertThat(ticks(pace, 9, 0, true)).isNull();
    assertThat(ticks(pace, 100, 0, false)).isNull();
    assertThat(ticks(pace, 1, 0, true)).isNotNull();
  }

  @Test
  void aTickInWhichReadingStoppedIsNotCounted() {
    Pace pace = begun(LIMITS, false);
    for (int i = 0; i < 100; i++) {
      pace.interrupted();
      assertThat(ticks(pace, 1, 0, true)).isNull();
    }
  }

  @Test
  void aClientThatWaitsForItsWordHasTime() {
    Pace pace = begun(LIMITS, true);
    assertThat(ticks(pace, 100, 0, true)).isNull();
    pace.goOn();
    assertThat(ticks(pace, 10, 0, true)).isNull();
    assertThat(ticks(pace, 1, 0, true)).isNotNull();
  }

  @Test
  void noRateMeansNoLimit() {
    Limits patient = LIMITS.withBodyRate(0, Duration.ofSeconds(1));
    assertThat(ticks(begun(patient, false), 1000, 0, true)).isNull();
  }

  @Test
  void aWholeBodyMayHaveALimitToo() {
    Pace pace = begun(LIMITS.withBodyTimeout(Duration.ofSeconds(60)), false);
    assertThat(ticks(pace, 59, 240, true)).isNull();
    assertThat(ticks(pace, 1, 240, true))
        .isEqualTo(new Refusal(408, "the body took longer than the 60000 ms allowed"));
  }

  @Test
  void moreThanTheCeilingIsNotLetIn() {
    Pace pace = begun(LIMITS, false);
    assertThat(pace.received(100_000)).isTrue();
    assertThat(pace.received(1)).isFalse();
  }
}
