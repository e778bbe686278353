package dev.outrigger.pool.schedule;

import dev.outrigger.pool.Quarantine;
import dev.outrigger.pool.Recycling;
import dev.outrigger.pool.WhenFull;
import dev.outrigger.pool.codec.TaskMessage;
import java.time.Duration;
import java.util.Optional;

/** What the scheduler goes by; see the builder of the pool for what it means. */
public record Plan(
    Sizing sizing,
    int queueCapacity,
    WhenFull whenFull,
    Duration ageing,
    Quarantine quarantine,
    Recycling recycling,
    Duration startupTimeout,
    Duration hungAfter,
    Optional<TaskMessage.Encoded> initializer) {
  /** So many workers, and nothing out of the ordinary. */
  public static Plan plain(int size, int queueCapacity) {
    return new Plan(
        Sizing.fixed(size),
        queueCapacity,
        WhenFull.REJECT,
        Duration.ofSeconds(10),
        Quarantine.off(),
        Recycling.never(),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        Optional.empty());
  }

  /** One worker that is neither shrunk nor recycled, and a short queue. */
  public Plan forActor() {
    Recycling memoryOnly =
        recycling.memoryLimit().isPresent()
            ? Recycling.never().withMemoryLimit(recycling.memoryLimit().getAsLong())
            : Recycling.never();
    return new Plan(
        Sizing.fixed(1),
        1,
        WhenFull.REJECT,
        ageing,
        Quarantine.off(),
        memoryOnly,
        startupTimeout,
        hungAfter,
        initializer);
  }

  /** How many run tasks at most. */
  public int size() {
    return sizing.max();
  }
}
