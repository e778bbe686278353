package dev.outrigger.runtime;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A fixed number of event loops, each with a thread of its own.
 *
 * <p>Threading: every method may be called from any thread.
 */
public final class EventLoops implements AutoCloseable {
  // Without a lock, since it is asked for from anywhere.
  private static final Map<Long, EventLoops> RUNNING = new ConcurrentSkipListMap<>();
  private static final AtomicLong STARTED = new AtomicLong();

  private final long number = STARTED.incrementAndGet();
  private final String name;
  private final MultiThreadIoEventLoopGroup group;
  private final Transport transport;
  private final TaskBackend backend;
  private final List<Loop> loops;
  private final Map<EventExecutor, Loop> byNettyLoop = new HashMap<>();
  private final Optional<Watchdog> watchdog;

  EventLoops(EventLoopsBuilder options) {
    this.name = options.name();
    this.transport = options.transport();
    this.backend = options.backend();
    this.group =
        new MultiThreadIoEventLoopGroup(
            options.count(), carriers(name), transport.ioHandlerFactory());
    LoopRing ring = new LoopRing();
    List<Loop> made = new ArrayList<>();
    for (EventExecutor netty : group) {
      Loop loop = Loop.on((EventLoop) netty, name + "-" + made.size(), backend, ring);
      made.add(loop);
      byNettyLoop.put(netty, loop);
    }
    this.loops = List.copyOf(made);
    ring.fill(loops);
    this.watchdog = options.blockedAfter().map(limit -> Watchdog.start(loops, limit));
    RUNNING.put(number, this);
  }

  /** Those of this process that have been started and not been closed. */
  public static List<EventLoops> running() {
    return List.copyOf(RUNNING.values());
  }

  /** Tells what goes wrong on any loop of this process, until the registration is closed. */
  public static Registration listen(LoopListener listener) {
    return LoopListeners.add(listener);
  }

  /** Options first, then {@link EventLoopsBuilder#start()}. */
  public static EventLoopsBuilder builder() {
    return new EventLoopsBuilder();
  }

  /** What they are called. */
  public String name() {
    return name;
  }

  /** All tasks that live on them. */
  public List<TaskView> tasks() {
    return loops.stream().flatMap(loop -> loop.tasks().stream()).toList();
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
    RUNNING.remove(number);
    watchdog.ifPresent(Watchdog::close);
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
  }

  /** Netty keeps what belongs to a thread, its buffers above all, in a field of such a thread. */
  private static ThreadFactory carriers(String name) {
    return body -> new FastThreadLocalThread(body, name + "-starting");
  }
}
