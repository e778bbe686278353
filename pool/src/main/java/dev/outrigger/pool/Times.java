package dev.outrigger.pool;

import java.time.Duration;

/**
 * How long something took, over the whole life of a pool. The percentiles are right to about a
 * tenth, the rest exactly.
 *
 * @param count how many were measured
 * @param mean the average
 * @param median half of them took no longer
 * @param p99 ninety-nine of a hundred took no longer
 * @param max the longest
 */
public record Times(long count, Duration mean, Duration median, Duration p99, Duration max) {}
