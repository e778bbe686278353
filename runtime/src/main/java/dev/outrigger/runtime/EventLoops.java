package dev.outrigger.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A fixed number of event loops, each with a thread of its own.
 *
 * <p>Threading: every method may be called from any thread.
 */
public final class EventLoops implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup group;
  private final Transport transport;
  private final TaskBackend backend;
  private final List<Loop> loops;
  private final Map<EventExecutor, Loop> byNettyLoop = new HashMap<>();

  EventLoops(EventLoopsBuilder options) {
    this.transport = options.transport();
    this.backend = options.backend();
    this.group =
        new MultiThreadIoEventLoopGroup(
            options.count(), carriers(options.name()), transport.ioHandlerFactory());
    List<Loop> made = new ArrayList<>();
    for (EventExecutor netty : group) {
      Loop loop = new Loop(options.name() + "-" + made.size(), (EventLoop) netty, backend);
      made.add(loop);
      byNettyLoop.put(netty, loop);
    }
    this.loops = List.copyOf(made);
  }

  /** Options first, then {@link EventLoopsBuilder#start()}. */
  public static EventLoopsBuilder builder() {
    return new EventLoopsBuilder();
  }

  /** How many loops there are. */
  public int count() {
    return loops.size();
  }

  /** What carries the tasks. */
  public TaskBackend backend() {
    return backend;
  }

  /** How the loops wait for I/O. */
  public Transport transport() {
    return transport;
  }

  /** The loop with the given number, from zero. */
  public Loop loop(int index) {
    return loops.get(index);
  }

  /**
   * The loop that drives the given channel's event loop.
   *
   * @throws IllegalArgumentException if it belongs to other loops than these
   */
  public Loop of(EventLoop netty) {
    Loop loop = byNettyLoop.get(netty);
    if (loop == null) {
      throw new IllegalArgumentException(netty + " is none of these loops: " + loops);
    }
    return loop;
  }

  /** The same loops as Netty sees them, for its bootstraps. */
  public EventLoopGroup netty() {
    return group;
  }

  /**
   * Stops the loops and waits up to five seconds for them. Their owner ends the work on them first:
   * a task that is still waiting when its loop stops is resumed elsewhere when its wait ends, so
   * that it can clean up.
   */
  @Override
  public void close() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  // The group makes its threads on first use; numbering at creation keeps name and index in step.
  private static ThreadFactory carriers(String name) {
    AtomicInteger next = new AtomicInteger();
    return body -> Thread.ofPlatform().name(name + "-" + next.getAndIncrement()).unstarted(body);
  }
}
