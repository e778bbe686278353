package dev.outrigger.pool.mapping;

import java.io.Serializable;

/**
 * What a worker made of a chunk: the results from its first item on, packed. If an item failed,
 * {@code failure} is the payload of an answer that says so, and the results end before it; if not,
 * and there are fewer results than items, the rest was left since the results had become large.
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ChunkAnswer(Object results, long nanos, byte[] failure) implements Serializable {}
