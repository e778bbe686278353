package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Alarms;
import dev.outrigger.runtime.clock.Timekeeper;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One event loop and the tasks that live on it.
 *
 * <p>Threading: every method may be called from any thread.
 */
public final class Loop {
  private final String name;
  private final Optional<EventLoop> netty;
  private final Executor queue;
  private final TaskBackend backend;
  private final Timekeeper time;
  private final LoopRing ring;
  private final Roster<TaskThread> roster = new Roster<>();
  private final AtomicReference<@Nullable TaskThread> running = new AtomicReference<>();
  private final LongAdder unobserved = new LongAdder();
  private final LongAdder blockages = new LongAdder();
  // By the loop's thread; whoever looks from another may see the number before.
  private long steps;
  private volatile @Nullable Thread carrier;

  private Loop(
      String name,
      Optional<EventLoop> netty,
      Executor queue,
      TaskBackend backend,
      Timekeeper time,
      LoopRing ring) {
    this.name = name;
    this.netty = netty;
    this.queue = queue;
    this.backend = backend;
    this.time = time;
    this.ring = ring;
  }

  /** One that a loop of Netty's drives. */
  static Loop on(EventLoop netty, String name, TaskBackend backend, LoopRing ring) {
    Loop loop = new Loop(name, Optional.of(netty), netty, backend, Alarms.REAL, ring);
    netty.execute(() -> {
      Thread.currentThread().setName(name);
      loop.carrier = Thread.currentThread();
    });
    return loop;
  }

  /** One that the calling thread drives, by taking the steps out of the queue. */
  static Loop simulated(Executor queue, String name, Timekeeper time, LoopRing ring) {
    Loop loop = new Loop(name, Optional.empty(), queue, TaskBackend.LOOP_CARRIED, time, ring);
    loop.carrier = Thread.currentThread();
    return loop;
  }

  /** The loop of the calling task; empty outside of tasks. */
  public static Optional<Loop> current() {
    TaskThread here = Place.here().task();
    return here == null ? Optional.empty() : Optional.of(here.loop());
  }

  /** The name of this loop and of its thread. */
  public String name() {
    return name;
  }

  /**
   * The same loop as Netty sees it, for channels that live on it.
   *
   * @throws IllegalStateException if the loop is simulated: such a one has no channels
   */
  public EventLoop netty() {
    return netty.orElseThrow(() ->
        new IllegalStateException(
            name + " is a simulated loop and has no sockets; start EventLoops for I/O"));
  }

  /** The next in turn of the loops that this one was started with; itself, if it is alone. */
  public Loop next() {
    return ring.next();
  }

  /**
   * Starts a task that nobody waits for: a virtual thread on this loop and nothing more. What it
   * throws is logged and counted.
   */
  public void start(String taskName, Runnable body) {
    new TaskThread(this, taskName, null, Context.empty(), on -> new Place(null, on).run(body))
        .start();
  }

  /** The tasks that live on this loop, in no particular order. */
  public List<TaskView> tasks() {
    return List.copyOf(roster.all());
  }

  /** The task that has its turn; empty where the JDK's scheduler carries the tasks. */
  public Optional<TaskView> running() {
    return Optional.ofNullable(running.get());
  }

  /**
   * How many tasks of this loop failed so far that nobody waits for; all listeners know of them.
   */
  public long unobservedFailures() {
    return unobserved.sum();
  }

  /** How many times so far the watchdog found this loop blocked, and told all listeners. */
  public long blockages() {
    return blockages.sum();
  }

  /**
   * Runs a step on the loop's own thread, after what is queued there. It must not block: while it
   * runs, every connection and every task of this loop waits. That holds for a lock, even for a
   * moment, if tasks of this loop take it too, as those of a logger or of {@code System.out}: a
   * task that holds it may need this very thread to go on.
   */
  public void execute(Runnable step) {
    queue.execute(step);
  }

  /**
   * Whether the caller is a step on the loop's own thread. False inside a task, although that
   * thread carries it.
   */
  public boolean inCarrier() {
    return Thread.currentThread().equals(carrier);
  }

  @Override
  public String toString() {
    return name;
  }

  TaskBackend backend() {
    return backend;
  }

  Timekeeper time() {
    return time;
  }

  Roster<TaskThread> roster() {
    return roster;
  }

  void running(@Nullable TaskThread task) {
    steps++;
    running.setRelease(task);
  }

  /** How many steps of tasks have begun or ended so far. */
  long steps() {
    return steps;
  }

  /** The frames of the loop's own thread. */
  List<StackTraceElement> stack() {
    Thread here = carrier;
    return here == null ? List.of() : List.of(here.getStackTrace());
  }

  void noteBlockage() {
    blockages.increment();
  }

  void noteUnobserved() {
    unobserved.increment();
  }

  void resume(Runnable continuation) {
    try {
      queue.execute(continuation);
    } catch (RejectedExecutionException closed) {
      // The loop is gone, but a task that still waits must come to its finally blocks.
      GlobalEventExecutor.INSTANCE.execute(continuation);
    }
  }
}
