package dev.outrigger.http.pace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.Limits;
import dev.outrigger.http.pace.Patience.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How long a client is waited for. */
class PatienceTest {
  private static final long SECOND = 1_000_000_000;

  private final Patience patience =
      new Patience(Limits.defaults().withHeaderTimeout(Duration.ofSeconds(10)), 0);

  @Test
  void theFirstByteOfTheFirstHeaderBuysNoTime() {
    patience.headBegan(9 * SECOND);
    assertThat(patience.verdict(9 * SECOND, 0)).isEqualTo(Verdict.WAIT);
    assertThat(patience.verdict(10 * SECOND, 0)).isEqualTo(Verdict.REFUSE);
  }

  @Test
  void aLaterHeaderHasItsWholeTime() {
    patience.headBegan(SECOND);
    patience.headEnded();
    patience.restart(2 * SECOND);
    patience.headBegan(9 * SECOND);
    assertThat(patience.verdict(18 * SECOND, 0)).isEqualTo(Verdict.WAIT);
    assertThat(patience.verdict(19 * SECOND, 0)).isEqualTo(Verdict.REFUSE);
  }

  @Test
  void aClientThatAsksAgainAndAgainIsToldToComeAgainWhereSomebodyIsThereForIt() {
    patience.headBegan(SECOND);
    patience.headEnded();
    patience.restart(10 * SECOND);
    assertThat(patience.isIdle(12 * SECOND, true)).isFalse();
    assertThat(patience.isIdle(12 * SECOND, false)).isTrue();
    assertThat(patience.isIdle(13 * SECOND, true)).isTrue();
  }
}
