package dev.outrigger.pool.schedule;

import java.time.Duration;
import java.util.Optional;

/**
 * What was agreed for one task, with the pool's defaults filled in; {@code TaskOptions} says what
 * each means.
 */
public record Terms(Optional<Duration> limit, Duration grace) {}
