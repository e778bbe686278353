package dev.outrigger.pool;

/** How far a task had come when it failed: it tells a caller whether running it again is safe. */
public enum Delivery {
  /** No line of the task ran. Running it again is safe. */
  NOT_STARTED,
  /** The task was running; what it had done by then is not known. */
  STARTED,
  /** The task ran to its end, and its result was lost on the way back. */
  RESULT_LOST
}
