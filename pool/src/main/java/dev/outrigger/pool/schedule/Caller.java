package dev.outrigger.pool.schedule;

import dev.outrigger.pool.codec.Trust;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who asked for a task.
 *
 * @param trust what is let in of its result
 * @param conversation hears what it says while it runs
 * @param owner hears of its end, outside the scheduler's lock
 * @param readsBytes its answer is for another process, and is not read in this one
 * @param trace id of the trace that it belongs to
 */
public record Caller(
    Trust trust,
    Conversation conversation,
    Consumer<Ending> owner,
    boolean readsBytes,
    Optional<String> trace) {}
