package dev.outrigger.runtime;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The virtual thread of one task, and what is known about it.
 *
 * <p>In the loop-carried backend it is also that thread's scheduler, so that it sees each step: the
 * JDK hands it the thread's continuation whenever the thread could run, and it goes into the queue
 * of the loop in its place.
 *
 * <p>States, where steps are seen: READY to RUNNING when the loop has come to it, RUNNING to
 * WAITING when it has parked, and to READY from either when it is woken, which may be before it has
 * quite parked.
 */
final class TaskThread implements TaskView, Executor, Runnable {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.runtime");
  private static final AtomicReferenceFieldUpdater<TaskThread, TaskState> STATE =
      AtomicReferenceFieldUpdater.newUpdater(TaskThread.class, TaskState.class, "state");

  private static final int NOWHERE = -1;

  private final Loop loop;
  private final @Nullable TaskGroup group;
  private final Context context;
  private final Body body;
  private final Thread thread;
  private final long started;
  // By the loop's thread only; whoever looks from another may see the one before.
  private long lastStep;
  private @Nullable Runnable continuation;
  private volatile TaskState state = TaskState.READY;
  private int place = NOWHERE;

  /** What the thread does; it binds the {@link Place} itself. */
  @FunctionalInterface
  interface Body {
    void run(TaskThread on);
  }

  TaskThread(Loop loop, String name, @Nullable TaskGroup group, Context context, Body body) {
    this.loop = loop;
    this.group = group;
    this.context = context;
    this.body = body;
    this.thread = loop.backend().newThread(name, this, this::live);
    this.started = loop.time().now();
    this.lastStep = started;
  }

  void start() {
    place = loop.roster().add(this, thread.threadId());
    try {
      thread.start();
    } catch (Throwable e) {
      leaveRoster();
      throw e;
    }
  }

  /** By its body, before that tells of its end: who hears of it finds the task gone. */
  void leaveRoster() {
    if (place != NOWHERE) {
      loop.roster().remove(place);
      place = NOWHERE;
    }
  }

  private void live() {
    try {
      context.run(this::begin);
    } catch (Throwable e) {
      LOG.log(Level.ERROR, "task " + name() + " failed, and nobody waits for it", e);
      LoopListeners.tell(listener -> listener.failed(this, e));
      // Last, so that who sees the count knows that all have been told.
      loop.noteUnobserved();
    } finally {
      leaveRoster();
    }
  }

  private void begin() {
    body.run(this);
  }

  /** Called by the JDK when the thread could run. */
  @Override
  public void execute(Runnable next) {
    if (continuation == null) {
      continuation = next;
    }
    if (next.equals(continuation)) {
      STATE.lazySet(this, TaskState.READY);
      loop.resume(this);
    } else {
      // A plain virtual thread that the task has started; those inherit the scheduler.
      loop.resume(next);
    }
  }

  /** One step, on the loop's thread. */
  @Override
  public void run() {
    Runnable next = continuation;
    if (next == null) {
      throw new IllegalStateException(this + " has not been started");
    }
    lastStep = loop.time().now();
    STATE.lazySet(this, TaskState.RUNNING);
    loop.running(this);
    try {
      next.run();
    } finally {
      loop.running(null);
      STATE.compareAndSet(this, TaskState.RUNNING, TaskState.WAITING);
    }
  }

  @Override
  public long id() {
    return thread.threadId();
  }

  @Override
  public String name() {
    return thread.getName();
  }

  @Override
  public Loop loop() {
    return loop;
  }

  @Override
  public Optional<TaskGroup> group() {
    return Optional.ofNullable(group);
  }

  @Override
  public TaskState state() {
    if (continuation != null) {
      return state;
    }
    return switch (thread.getState()) {
      case NEW -> TaskState.READY;
      case RUNNABLE, TERMINATED -> TaskState.RUNNING;
      case BLOCKED, WAITING, TIMED_WAITING -> TaskState.WAITING;
    };
  }

  @Override
  public Duration age() {
    return Duration.ofNanos(loop.time().now() - started);
  }

  @Override
  public Optional<Duration> sinceLastStep() {
    return continuation == null
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(loop.time().now() - lastStep));
  }

  @Override
  public List<StackTraceElement> stack() {
    return List.of(thread.getStackTrace());
  }

  @Override
  public String toString() {
    return "task " + name();
  }
}
