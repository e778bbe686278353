package dev.outrigger.web.operation;

/**
 * What changes the operations that it stands around: middleware that implements this too tells
 * documents what it demands, and what else it answers.
 */
@FunctionalInterface
public interface OperationChange {

  /** What a route takes and answers behind this. */
  Operation around(Operation inner);
}
