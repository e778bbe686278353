package dev.outrigger.pool;

/**
 * One look at a {@link ResultCache}. All calls are {@code hits + shared + misses}.
 *
 * @param hits calls answered with a kept result
 * @param shared calls that joined the same computation while it was under way
 * @param misses calls that began a computation
 * @param evicted results dropped for lack of room or since they had expired
 * @param entries results kept now, about
 */
public record CacheStatistics(long hits, long shared, long misses, long evicted, long entries) {}
