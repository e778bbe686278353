package dev.outrigger.pool;

import dev.outrigger.pool.codec.TaskMessage;
import dev.outrigger.pool.schedule.Plan;
import java.time.Duration;
import java.util.Optional;

/** The options of a {@link PoolBuilder} that its scheduler goes by, checked. */
final class PlanChoices {
  private PoolSize size = PoolSize.defaults();
  private int queueCapacity = 1000;
  private WhenFull whenFull = WhenFull.REJECT;
  private Duration ageing = Duration.ofSeconds(10);
  private Quarantine quarantine = Quarantine.off();
  private Recycling recycling = Recycling.never();
  private Duration startupTimeout = Duration.ofSeconds(30);
  private Duration hungAfter = Duration.ofSeconds(10);

  void size(int value) {
    Check.that(value >= 1 && value <= 1024, value, "size", "must be 1 to 1024");
    size = size.atLeast(value).atMost(value);
  }

  void size(PoolSize value) {
    size = Check.given(value, "size");
  }

  PoolSize size() {
    return size;
  }

  void queueCapacity(int value) {
    queueCapacity =
        Check.that(value >= 1, value, "queueCapacity (queue.capacity)", "must be at least 1");
  }

  void whenFull(WhenFull value) {
    whenFull = Check.given(value, "whenFull");
  }

  void ageing(Duration value) {
    boolean good =
        Check.given(value, "ageing").isPositive() && value.compareTo(Duration.ofDays(1)) <= 0;
    ageing =
        Check.that(good, value, "ageing (queue.ageing)", "must be above zero and at most a day");
  }

  void quarantine(Quarantine value) {
    quarantine = Check.given(value, "quarantine");
  }

  Quarantine quarantine() {
    return quarantine;
  }

  void recycling(Recycling value) {
    recycling = Check.given(value, "recycling");
  }

  Recycling recycling() {
    return recycling;
  }

  void startupTimeout(Duration value) {
    startupTimeout = Check.positive(value, "startupTimeout", "worker.startup-timeout");
  }

  void hungAfter(Duration value) {
    hungAfter = Check.positive(value, "hungAfter", "worker.hung-after");
  }

  /** With at most so many workers where nothing else was said. */
  Plan plan(int workers, Optional<TaskMessage.Encoded> initializer) {
    return new Plan(
        size.sizing(workers),
        queueCapacity,
        whenFull,
        ageing,
        quarantine,
        recycling,
        startupTimeout,
        hungAfter,
        initializer);
  }
}
