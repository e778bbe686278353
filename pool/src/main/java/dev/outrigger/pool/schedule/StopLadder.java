package dev.outrigger.pool.schedule;

import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.wire.Frame;
import dev.outrigger.pool.wire.FrameType;
import dev.outrigger.pool.wire.Sight;
import dev.outrigger.pool.wording.Amounts;
import java.time.Duration;

/**
 * How a running task is stopped: interrupt, grace, kill. Before a task that met its deadline is
 * interrupted, and again before it is killed, its stack is asked for, as evidence; a worker that
 * can't answer (stopped, swapped out) is not waited for long.
 *
 * <p>The task is over when it has answered or its process is dead, not before: nothing goes on
 * behind the caller's back.
 *
 * <p>Threading: under the scheduler's lock.
 */
final class StopLadder {
  private static final Duration DUMP = Duration.ofMillis(300);
  private static final Duration EXIT_AFTER_HANGUP = Duration.ofSeconds(1);

  /** How long a JVM may take to shut down: a shutdown hook may wait for ever. */
  static final Duration SHUTDOWN = Duration.ofSeconds(3);

  private final Surroundings out;
  private final Timers timers;
  private final Crew crew;

  StopLadder(Surroundings out, Timers timers, Crew crew) {
    this.out = out;
    this.timers = timers;
    this.crew = crew;
  }

  boolean cancel(Job job, String reason) {
    if (job.stopping().isOrdered()) {
      return job.stopping().cancelled().isPresent();
    }
    job.stopping().cancel(reason);
    Worker worker = job.worker().orElseThrow();
    if (!worker.is(Worker.State.BUSY)) {
      return true;
    }
    sendCancel(worker, job);
    job.stopping()
        .step(timers)
        .set(
            Timers.after(out.now(), job.terms().grace()),
            () -> {
              worker.condemn(
                  "%s was cancelled and did not stop within %d ms"
                      .formatted(job, job.terms().grace().toMillis()));
              crew.kill(worker);
            });
    return true;
  }

  /** The worker may have to be killed: whatever it was sent ahead must not begin there. */
  private static void sendCancel(Worker worker, Job job) {
    worker.send(new Frame(FrameType.CANCEL, job.id()));
    if (worker.load().size() > 1) {
      worker.recall();
    }
  }

  void expire(Job job) {
    if (job.stopping().isOrdered()) {
      return;
    }
    job.stopping().expire();
    Worker worker = job.worker().orElseThrow();
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    worker.send(new Frame(FrameType.DUMP, job.id()));
    sendCancel(worker, job);
    job.stopping()
        .step(timers)
        .set(Timers.after(out.now(), job.terms().grace()), () -> lookOnceMoreThenKill(job, worker));
  }

  private void lookOnceMoreThenKill(Job job, Worker worker) {
    worker.condemn(
        "%s met its deadline and did not stop within %d ms"
            .formatted(job, job.terms().grace().toMillis()));
    worker.send(new Frame(FrameType.DUMP, job.id()));
    job.stopping()
        .step(timers)
        .set(
            Timers.after(out.now(), DUMP),
            () -> {
              job.stopping().unseen();
              crew.kill(worker);
            });
  }

  void dumped(Worker worker, long task, Sight sight) {
    if (!worker.is(Worker.State.BUSY)) {
      return;
    }
    worker.load().running(task).ifPresent(job -> job.stopping().seen(sight));
    if (worker.condemned().isPresent()) {
      crew.kill(worker);
    }
  }

  /** A connection ends a moment before its process does, or else something is wrong. */
  void hungUp(Worker worker) {
    if (worker.isOutOfService()) {
      return;
    }
    switch (worker.state()) {
      case READY -> {
        crew.setAside(worker);
        killAfterHangup(worker);
      }
      case BUSY -> {
        worker.takeOutOfService();
        killAfterHangup(worker);
      }
      case STARTING -> killAfterHangup(worker);
      case RETIRING, KILLING, DEAD -> {}
    }
  }

  private void killAfterHangup(Worker worker) {
    worker
        .alarms()
        .step()
        .set(
            Timers.after(out.now(), EXIT_AFTER_HANGUP),
            () -> {
              worker.condemn("it closed its connection and stayed");
              crew.kill(worker);
            });
  }

  /**
   * It shuts down in order, mostly since something in it called System.exit. What it runs may still
   * be answered; what it has not begun goes to others.
   */
  void leaves(Worker worker) {
    switch (worker.state()) {
      case READY -> {
        crew.setAside(worker);
        killAfterShutdown(worker);
      }
      case STARTING, BUSY -> {
        worker.takeOutOfService();
        if (worker.load().size() > 1) {
          worker.recall();
        }
        killAfterShutdown(worker);
      }
      case RETIRING, KILLING, DEAD -> {}
    }
  }

  private void killAfterShutdown(Worker worker) {
    worker
        .alarms()
        .step()
        .set(
            Timers.after(out.now(), SHUTDOWN),
            () -> {
              worker
                  .verdict()
                  .give(
                      FailureCause.Exit.KILLED,
                      "it did not end within %s after System.exit"
                          .formatted(Amounts.time(SHUTDOWN)));
              crew.kill(worker);
            });
  }
}
