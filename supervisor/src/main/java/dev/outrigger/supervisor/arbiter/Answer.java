package dev.outrigger.supervisor.arbiter;

/** Who gave a command, and waits for what becomes of it. */
@FunctionalInterface
public interface Answer {
  /** Nobody waits, as behind a signal. */
  Answer NOBODY = (_, _) -> {};

  /**
   * Told once.
   *
   * @param done whether what was asked for is so now
   * @param line what has happened, in a sentence
   */
  void told(boolean done, String line);
}
