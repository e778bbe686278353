package dev.outrigger.pool;

/** What becomes of a task that is submitted while the queue is full. */
public enum WhenFull {
  /** It is refused with {@link PoolFullException}. Safe everywhere, event loops included. */
  REJECT,
  /**
   * The submitting thread waits until there is room. Its deadline runs meanwhile, and ends the
   * waiting too; an interrupt cancels the task. Never on a thread that serves others, such as an
   * event loop: it would stand still.
   */
  WAIT,
  /**
   * It runs in the submitting thread, in this very process. It still gets copies of its function
   * and arguments, and its caller a copy of the result, so it means the same; but nothing protects
   * this process from what it does, and its deadline or a cancel end only the waiting for it.
   */
  CALLER_RUNS
}
