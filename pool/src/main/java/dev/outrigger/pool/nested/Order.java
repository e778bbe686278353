package dev.outrigger.pool.nested;

import java.time.Duration;
import java.util.Optional;

/** A nested task before it has a number. */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record Order(
    String name,
    Optional<Duration> deadline,
    Optional<Duration> runLimit,
    Optional<Duration> grace,
    byte[] body) {}
