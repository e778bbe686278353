package dev.outrigger.runtime.process;

/** A program that was started, with the processes that it has started in turn. */
sealed interface Family permits Group, Descendants {
  /** Sends this signal to all of them. */
  void signal(int number);

  /** Whether any of them is there and is no zombie. */
  boolean isAlive();

  /** Whom to kill, as kill(2) wants it, when nobody is there any more to look closely. */
  long target();
}
