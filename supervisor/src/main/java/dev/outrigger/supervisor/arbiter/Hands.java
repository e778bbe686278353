package dev.outrigger.supervisor.arbiter;

import java.time.Duration;

/**
 * What the arbiter can do. None of these waits or throws; what comes of them is told to the arbiter
 * later.
 */
public interface Hands {
  /** Starts a process, which will be known by this number. */
  void spawn(int server, int slot, int generation);

  /** Gives the sockets of its slot to a process that has answered its probe. */
  void admit(int server);

  /** Has a process take no more connections, end its requests within the grace, and exit. */
  void drain(int server, Duration grace);

  /**
   * The same for one whose slot is no more: whoever waits in the line of its socket is its to
   * serve.
   */
  void retire(int server, Duration grace);

  /**
   * Whether anybody has connected to a slot and was not accepted yet; the one thing told at once.
   */
  boolean isAnybodyInLine(int slot);

  /** Has a process write down where its loops are. */
  void askForStacks(int server);

  /** Ends a process at once. */
  void kill(int server);

  /** Makes a process the one that runs the periodic jobs. */
  void lead(int server);

  /** The one that ran the periodic jobs has let go of them, or is gone. */
  void nobodyLeads();

  /** Has the kernel spread new connections over the sockets of so many slots, from the first on. */
  void spread(int slots);

  /** Closes the sockets of a slot, which has no process any more. */
  void close(int slot);

  /** Starts an arbiter that is to follow this one. */
  void startSuccessor();

  /** The arbiter that was started serves, and gets all that only one can have. */
  void giveWay();

  /** Ends the arbiter that was started, which has not come to serve. */
  void endSuccessor();

  /** All is over: the arbiter may exit. */
  void end(int status, String reason);

  /** For those who watch: a process has ended. */
  default void ended(int server, Fate fate, String reason) {}

  /** For those who watch: a process is to be replaced, though nothing is wrong with it. */
  default void recycled(int server) {}

  /** Something that the operator should know. */
  void log(Severity severity, String line);

  /** How much an operator should mind. */
  enum Severity {
    INFO,
    WARNING,
    ERROR
  }
}
