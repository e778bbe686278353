package dev.outrigger.pool.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.Retries;
import dev.outrigger.pool.Retries.On;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final FailureCause KILLED = new FailureCause.OsKill(9);
  private static final FailureCause THREW =
      new FailureCause.TaskThrew(new IllegalStateException("no"));

  private final Backoff backoff = new Backoff(new Random(1));

  @Test
  void nothingIsTriedAgainUnasked() {
    assertThat(backoff.next(Retries.none(), 0, KILLED, Delivery.NOT_STARTED)).isEmpty();
  }

  @Test
  void safeMeansOnlyWhatDidNotBegin() {
    assertThat(backoff.next(Retries.safe(1), 0, KILLED, Delivery.NOT_STARTED)).isPresent();
    assertThat(backoff.next(Retries.safe(1), 0, KILLED, Delivery.STARTED)).isEmpty();
    assertThat(backoff.next(Retries.safe(1), 0, THREW, Delivery.STARTED)).isEmpty();
  }

  @Test
  void lostMeansTheWorkerOrTheResultAndNotAnException() {
    assertThat(backoff.next(Retries.lost(1), 0, KILLED, Delivery.STARTED)).isPresent();
    assertThat(backoff.next(Retries.lost(1), 0, KILLED, Delivery.RESULT_LOST)).isPresent();
    assertThat(backoff.next(Retries.lost(1), 0, THREW, Delivery.STARTED)).isEmpty();
    Retries thrown = Retries.none().withTimes(1).after(Set.of(On.THROWN));
    assertThat(backoff.next(thrown, 0, THREW, Delivery.STARTED)).isPresent();
  }

  @Test
  void whatTookTooMuchMemoryIsTriedAgainOnlyWhereThatIsAskedFor() {
    for (FailureCause memory :
        List.of(
            new FailureCause.HeapOutOfMemory(),
            new FailureCause.MetaspaceOutOfMemory(),
            new FailureCause.MemoryLimit(2, 1))) {
      assertThat(backoff.next(Retries.lost(1), 0, memory, Delivery.STARTED)).isEmpty();
      assertThat(backoff.next(Retries.lost(1), 0, memory, Delivery.NOT_STARTED)).isPresent();
      Retries asked = Retries.lost(1).after(Set.of(On.OUT_OF_MEMORY));
      assertThat(backoff.next(asked, 0, memory, Delivery.STARTED)).isPresent();
    }
  }

  @Test
  void whatCannotBeReadAtTheOtherEndIsNotTriedAgain() {
    FailureCause transfer = new FailureCause.TransferFailed("no such class");
    for (Delivery delivery : Delivery.values()) {
      assertThat(backoff.next(Retries.always(5), 0, transfer, delivery)).isEmpty();
    }
  }

  @Test
  void aMissedDeadlineAndAQuarantineAreFinal() {
    FailureCause late = new FailureCause.DeadlineExceeded(Duration.ofSeconds(1), false);
    assertThat(backoff.next(Retries.always(5), 0, late, Delivery.NOT_STARTED)).isEmpty();
    FailureCause ill = new FailureCause.Quarantined("k", 3, Duration.ofSeconds(1));
    assertThat(backoff.next(Retries.always(5), 0, ill, Delivery.NOT_STARTED)).isEmpty();
  }

  @Test
  void theTriesAreCounted() {
    assertThat(backoff.next(Retries.lost(3), 2, KILLED, Delivery.STARTED)).isPresent();
    assertThat(backoff.next(Retries.lost(3), 3, KILLED, Delivery.STARTED)).isEmpty();
  }

  @Test
  void pausesDoubleUpToTheLongestLessAtMostHalf() {
    Retries rules = Retries.lost(1000).withPause(Duration.ofMillis(100), Duration.ofSeconds(1));
    long[] whole = {100, 200, 400, 800, 1000, 1000};
    for (int tried = 0; tried < whole.length; tried++) {
      for (int i = 0; i < 50; i++) {
        assertThat(pause(rules, tried).toMillis()).isBetween(whole[tried] / 2, whole[tried]);
      }
    }
    assertThat(pause(rules, 999).toMillis()).isBetween(500L, 1000L);
  }

  @Test
  void theSameSeedGivesTheSamePauses() {
    Backoff again = new Backoff(new Random(1));
    for (int i = 0; i < 10; i++) {
      assertThat(again.next(Retries.lost(20), i, KILLED, Delivery.STARTED))
          .isEqualTo(Optional.of(pause(Retries.lost(20), i)));
    }
  }

  private Duration pause(Retries rules, int tried) {
    return backoff.next(rules, tried, KILLED, Delivery.STARTED).orElseThrow();
  }
}
