package dev.outrigger.pool.schedule;

/** What the submitter of an accepted task has to do. */
public enum Admission {
  /** Nothing. */
  ACCEPTED,
  /** To wait until {@link Surroundings#admitted} is called or the task has ended. */
  WAIT,
  /** To run it and tell {@link Scheduler#decoded}. */
  RUN_IT
}
