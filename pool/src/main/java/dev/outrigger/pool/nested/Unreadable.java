package dev.outrigger.pool.nested;

import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.wording.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The ending of a task whose answer could not be read: its result is lost. */
final class Unreadable {
  private Unreadable() {}

  static Ending because(Throwable why) {
    return new Ending.Failed(
        new FailureCause.TransferFailed("its answer could not be read here: " + Told.of(why)),
        Delivery.RESULT_LOST,
        new Evidence(
            Optional.empty(), OptionalLong.empty(), Duration.ZERO, Optional.empty(), List.of()));
  }
}
