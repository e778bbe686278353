package dev.outrigger.runtime;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;

/**
 * One event loop and the tasks that live on it.
 *
 * <p>Threading: every method may be called from any thread.
 */
public final class Loop {
  private static final ScopedValue<Loop> CURRENT = ScopedValue.newInstance();

  private final String name;
  private final EventLoop netty;
  private final Timekeeper time = Alarms.REAL;
  private final ThreadFactory threads;

  Loop(String name, EventLoop netty, TaskBackend backend) {
    this.name = name;
    this.netty = netty;
    this.threads = backend.threadsOn(this::resume);
  }

  /** The loop of the calling task; empty outside of tasks. */
  public static Optional<Loop> current() {
    return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
  }

  static Timekeeper timeHere() {
    return CURRENT.isBound() ? CURRENT.get().time : Alarms.REAL;
  }

  /** The name of this loop and of its thread. */
  public String name() {
    return name;
  }

  /**
   * Starts a task that nobody waits for: a virtual thread on this loop and nothing more. What it
   * throws goes to its thread's uncaught exception handler.
   */
  public void start(Runnable body) {
    threads.newThread(() -> ScopedValue.where(CURRENT, this).run(body)).start();
  }

  /** Starts a task inside the current scope, if there is one; its result waits in the answer. */
  public <T> Task<T> spawn(String taskName, Callable<T> body) {
    Task<T> task = new Task<>(taskName, body);
    carry(task);
    return task;
  }

  void carry(Task<?> task) {
    Thread thread = threads.newThread(() -> ScopedValue.where(CURRENT, this).run(task));
    thread.setName(task.name());
    thread.start();
  }

  /**
   * Runs a step on the loop's own thread, after what is queued there. It must not block: while it
   * runs, every connection and every task of this loop waits.
   */
  public void execute(Runnable step) {
    netty.execute(step);
  }

  /**
   * Whether the caller is a step on the loop's own thread. False inside a task, although that
   * thread carries it.
   */
  public boolean inCarrier() {
    return netty.inEventLoop();
  }

  @Override
  public String toString() {
    return name;
  }

  private void resume(Runnable continuation) {
    try {
      netty.execute(continuation);
    } catch (RejectedExecutionException closed) {
      // The loop is gone, but a task that still waits must come to its finally blocks.
      GlobalEventExecutor.INSTANCE.execute(continuation);
    }
  }
}
