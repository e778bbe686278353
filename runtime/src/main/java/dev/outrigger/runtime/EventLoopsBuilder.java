package dev.outrigger.runtime;

import java.lang.System.Logger.Level;

/** The options of {@link EventLoops}, each with its default. */
public final class EventLoopsBuilder {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");

  private String name = "loop";
  private int count = 1;
  private Transport transport = Transport.best();
  private TaskBackend backend = TaskBackend.best();
  private boolean backendWasChosen;

  EventLoopsBuilder() {}

  /** What the loops and their threads are called, before a number. Default: {@code loop}. */
  public EventLoopsBuilder name(String name) {
    this.name = name;
    return this;
  }

  String name() {
    return name;
  }

  /**
   * How many loops. Default: 1, which serves thousands of connections as long as heavy work goes to
   * a process pool.
   *
   * @throws IllegalArgumentException below 1
   */
  public EventLoopsBuilder count(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("at least one loop is needed, but count was " + count);
    }
    this.count = count;
    return this;
  }

  int count() {
    return count;
  }

  /** How the loops wait for I/O. Default: {@link Transport#best()}. */
  public EventLoopsBuilder transport(Transport transport) {
    this.transport = transport;
    return this;
  }

  Transport transport() {
    return transport;
  }

  /** What carries the tasks. Default: {@link TaskBackend#best()}. */
  public EventLoopsBuilder tasks(TaskBackend backend) {
    this.backend = backend;
    this.backendWasChosen = true;
    return this;
  }

  TaskBackend backend() {
    return backend;
  }

  /**
   * Starts the loops.
   *
   * @throws IllegalStateException if this machine or this JVM cannot do the transport or the
   *     backend that was asked for
   */
  public EventLoops start() {
    if (!transport.isAvailable()) {
      throw new IllegalStateException(
          "transport " + transport + " is not available here; leave it out to have the best one");
    }
    if (!backend.isAvailable()) {
      throw LoopCarriedThreads.notHere();
    }
    if (backend == TaskBackend.LOOP_CARRIED) {
      PollerWarmUp.once();
    } else if (!backendWasChosen) {
      LOG.log(
          Level.INFO,
          "tasks run on the JDK's scheduler of virtual threads: those of one loop may run in parallel;"
              + " start the JVM with "
              + LoopCarriedThreads.FLAG
              + " to have each task carried by its loop");
    }
    return new EventLoops(this);
  }
}
