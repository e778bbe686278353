package dev.outrigger.runtime;

import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import dev.outrigger.runtime.carrier.PollerWarmUp;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;

/** The options of {@link EventLoops}, each with its default. */
public final class EventLoopsBuilder {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");

  private String name = "loop";
  private int count = 1;
  private Transport transport = Transport.best();
  private TaskBackend backend = TaskBackend.best();
  private boolean backendWasChosen;
  private Optional<Duration> blockedAfter = Optional.of(Duration.ofMillis(250));

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
   * After how long on one step a loop counts as blocked: then the stack of what blocks it is
   * logged, while it blocks. Default: 250 ms. A step of a loop that has been idle may be noticed up
   * to ten times as late.
   *
   * @throws IllegalArgumentException below one millisecond
   */
  public EventLoopsBuilder blockedAfter(Duration limit) {
    if (limit.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException(
          "blockedAfter must be at least a millisecond, but was " + limit);
    }
    this.blockedAfter = Optional.of(limit);
    return this;
  }

  /** Does without the watchdog. */
  public EventLoopsBuilder withoutWatchdog() {
    this.blockedAfter = Optional.empty();
    return this;
  }

  Optional<Duration> blockedAfter() {
    return blockedAfter;
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
