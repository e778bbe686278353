package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Quarantine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SickbayTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Sickbay sickbay =
      new Sickbay(
          Quarantine.after(3).within(Duration.ofSeconds(60)).lasting(Duration.ofSeconds(30)));

  @Test
  void aKeyIsShutByTooManyDeathsWithinTheWindow() {
    assertThat(sickbay.died("k", 0)).isFalse();
    assertThat(sickbay.died("k", SECOND)).isFalse();
    assertThat(sickbay.refuses("k", SECOND)).isEmpty();
    assertThat(sickbay.died("k", 2 * SECOND)).isTrue();
    assertThat(sickbay.refuses("k", 12 * SECOND))
        .contains(new FailureCause.Quarantined("k", 3, Duration.ofSeconds(20)));
    assertThat(sickbay.refuses("other", 12 * SECOND)).isEmpty();
    assertThat(sickbay.inside()).isEqualTo(1);
  }

  @Test
  void deathsFarApartAreNoPattern() {
    for (int i = 0; i < 20; i++) {
      assertThat(sickbay.died("k", i * 31L * SECOND)).isFalse();
    }
  }

  @Test
  void afterItsTimeOneTaskIsTriedWhileTheOthersWaitOutside() {
    shut();
    long later = 40 * SECOND;
    assertThat(sickbay.refuses("k", later)).isEmpty();
    sickbay.goes("k", "probe");
    assertThat(sickbay.refuses("k", later)).isPresent();
    sickbay.survived("k", "probe", true);
    assertThat(sickbay.refuses("k", later)).isEmpty();
    assertThat(sickbay.inside()).isZero();
    assertThat(sickbay.died("k", later)).isFalse();
  }

  @Test
  void aTriedTaskThatKillsShutsTheKeyAgainAtOnce() {
    shut();
    sickbay.goes("k", "probe");
    assertThat(sickbay.died("k", 300 * SECOND)).isTrue();
    assertThat(sickbay.refuses("k", 329 * SECOND)).isPresent();
    assertThat(sickbay.refuses("k", 330 * SECOND)).isEmpty();
  }

  @Test
  void aTriedTaskThatDidNotRunProvesNothing() {
    shut();
    sickbay.goes("k", "probe");
    sickbay.survived("k", "probe", false);
    assertThat(sickbay.refuses("k", 40 * SECOND)).isEmpty();
    sickbay.goes("k", "another");
    sickbay.survived("k", "probe", true);
    assertThat(sickbay.refuses("k", 40 * SECOND)).isPresent();
  }

  @Test
  void itIsOffUnlessAsked() {
    Sickbay off = new Sickbay(Quarantine.off());
    for (int i = 0; i < 100; i++) {
      assertThat(off.died("k", 0)).isFalse();
    }
    assertThat(off.refuses("k", 0)).isEmpty();
  }

  @Test
  void keysMadeFromInputDoNotFillTheMemory() {
    for (int i = 0; i < 100_000; i++) {
      sickbay.died("k" + i, 0);
    }
    assertThat(sickbay.watched()).isLessThanOrEqualTo(10_000);
  }

  private void shut() {
    for (int i = 0; i < 3; i++) {
      sickbay.died("k", 0);
    }
  }
}
