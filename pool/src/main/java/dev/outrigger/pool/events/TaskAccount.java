package dev.outrigger.pool.events;

import java.time.Duration;
import java.util.Optional;

/**
 * A task that has ended, in figures.
 *
 * @param worker which one had it; empty: none
 * @param queued from submission to the worker that had it last, or to the end
 * @param ran from then to the end
 * @param outcome RETURNED, CANCELLED, or the label of the cause of its failure
 * @param delivery how far a failed task had come; empty: it did not fail
 * @param sent bytes of the task with its arguments
 * @param answered bytes of the answer
 * @param trace id of the trace that it belonged to
 */
public record TaskAccount(
    long id,
    String name,
    Optional<String> worker,
    Duration queued,
    Duration ran,
    String outcome,
    Optional<String> delivery,
    long sent,
    long answered,
    Optional<String> trace) {}
