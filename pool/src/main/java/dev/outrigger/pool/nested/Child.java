package dev.outrigger.pool.nested;

import dev.outrigger.pool.TaskPhase;
import dev.outrigger.pool.schedule.Ending;
import dev.outrigger.pool.schedule.TaskHandle;
import dev.outrigger.pool.worker.Talk;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** A nested task as the task sees it that submitted it. */
final class Child implements TaskHandle {
  private static final long LOOK_NANOS = 2_000_000;

  private final int number;
  private final String name;
  private final Children children;
  private final Steps steps;
  private final Thread submitter = Thread.currentThread();
  private final Awaited ended = new Awaited();
  private volatile long id;
  private volatile byte[] kept = {};
  private volatile TaskPhase phase = TaskPhase.QUEUED;
  private volatile Optional<TaskPhase> endedIn = Optional.empty();

  Child(int number, String name, Children children) {
    this.number = number;
    this.name = name;
    this.children = children;
    this.steps = new Steps(children.others());
  }

  int number() {
    return number;
  }

  /** Its number among the children of its task until its pool has told the end. */
  @Override
  public long id() {
    return id == 0 ? number : id;
  }

  @Override
  public String name() {
    return name;
  }

  /** RUNNING only where it runs in this very process: of others only the end is known here. */
  @Override
  public TaskPhase phase() {
    return phase;
  }

  @Override
  public Optional<TaskPhase> endedIn() {
    return endedIn;
  }

  @Override
  public CompletableFuture<Ending> ended() {
    return ended;
  }

  @Override
  public boolean cancel(String reason) {
    return !ended.isDone() && children.cancel(this, reason, true);
  }

  @Override
  public boolean cancelQueued(String reason) {
    return !ended.isDone() && phase == TaskPhase.QUEUED && children.cancel(this, reason, false);
  }

  @Override
  public Executor callbacks() {
    return children.others();
  }

  /** It is to run here: on the thread that waits for it, or beside one that waits otherwise. */
  void runHere(Talk.Inner inner) {
    phase = TaskPhase.RUNNING;
    steps.offer(() -> {
      if (!submitterWaits()) {
        inner.cancel();
      }
      inner.run(this::ranHere);
    });
  }

  /** A task that computes has its worker for itself. False: it has ended without waiting. */
  private boolean submitterWaits() {
    while (submitter.getState() == Thread.State.RUNNABLE
        && !submitter.equals(Thread.currentThread())) {
      if (ended.isDone()) {
        return false;
      }
      LockSupport.parkNanos(this, LOOK_NANOS);
    }
    return !ended.isDone();
  }

  private void ranHere(byte[] answer) {
    kept = answer;
  }

  byte[] kept() {
    return kept;
  }

  /** Its end is known and to be read. */
  void toldBy(long taskId, Runnable read) {
    id = taskId;
    steps.offer(read);
  }

  void end(Ending ending) {
    endedIn = Optional.of(phase);
    phase = TaskPhase.DONE;
    ended.complete(ending);
    steps.end();
  }

  /** Whoever waits for the end says so to the pool and helps. */
  private final class Awaited extends CompletableFuture<Ending> {
    @Override
    public Ending get() throws InterruptedException, ExecutionException {
      if (!isDone()) {
        children.waitsFor(Child.this);
        var _ = steps.await(Long.MAX_VALUE);
      }
      return super.get();
    }

    @Override
    public Ending get(long timeout, TimeUnit unit)
        throws InterruptedException, ExecutionException, TimeoutException {
      if (!isDone() && timeout > 0) {
        children.waitsFor(Child.this);
        if (!steps.await(unit.toNanos(timeout))) {
          throw new TimeoutException();
        }
      }
      return super.get(0, unit);
    }

    @Override
    public Ending join() {
      boolean interrupted = false;
      while (!isDone()) {
        try {
          children.waitsFor(Child.this);
          var _ = steps.await(Long.MAX_VALUE);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      return super.join();
    }
  }
}
