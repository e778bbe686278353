package dev.outrigger.web.accesslog;

import dev.outrigger.web.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One request, when its answer is done.
 *
 * @param arrived when its handler began
 * @param took until the whole answer had been made, and for one that is written while it goes,
 *     until the client had taken it up to the last 64 KiB
 * @param status what the client got
 * @param bytes how many bytes of body were made, after compression by middleware inside
 * @param complete whether the answer did not break off
 * @param user who asked, if somebody knows
 */
public record Access(
    Request request,
    Instant arrived,
    Duration took,
    int status,
    long bytes,
    boolean complete,
    Optional<String> user) {}
