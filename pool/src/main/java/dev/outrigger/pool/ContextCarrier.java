package dev.outrigger.pool;

import java.util.Map;

/**
 * Takes something that belongs to a thread along with each task: from the thread that submits it to
 * the one that runs it in a worker. Found by {@link java.util.ServiceLoader} on both sides. That of
 * SLF4J's MDC is built in, where SLF4J is present.
 *
 * <p>A carrier that throws is left out for that task, and the first time a line in the log says so.
 */
public interface ContextCarrier {
  /** Tells its entries from those of others; fixed, short, of letters and digits. */
  String name();

  /** What is to travel, on the thread that submits; an empty map costs nothing. Must not block. */
  Map<String, String> capture();

  /**
   * Puts it in force on the thread that is about to run the task, in the worker. Where nothing
   * travelled it is not called, or with an empty map: then nothing is in force meanwhile, and what
   * the task leaves on its thread is gone afterwards.
   *
   * @return takes it out of force again, on the same thread after the task
   */
  Runnable restore(Map<String, String> carried);
}
