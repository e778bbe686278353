package dev.outrigger.web.jobs;

/** What is to be done again and again. */
@FunctionalInterface
public interface Job {

  /**
   * Does it once. It may wait like a handler; what computes for long belongs into the pool. When
   * the server stops, it is given the time that running requests have, and then cancelled.
   *
   * @throws Exception what goes to the log; the next time comes all the same
   */
  void run(JobRun run) throws Exception;
}
