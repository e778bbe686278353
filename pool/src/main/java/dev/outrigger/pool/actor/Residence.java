package dev.outrigger.pool.actor;

import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.TaskOptions;
import dev.outrigger.pool.engine.Engine;
import dev.outrigger.pool.schedule.Conversation;
import dev.outrigger.pool.wire.NoteKind;
import dev.outrigger.pool.wording.Told;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The process that an actor lives in: an engine of its own with one worker, which has one task that
 * never ends, {@link Hosting}. So a lost actor has the evidence of a lost task, and the pool's
 * queue and the actor know nothing of each other.
 */
final class Residence implements House {
  private final Engine engine;
  private final ScheduledExecutorService timer;
  private final BiFunction<TaskOptions, Conversation, PoolTask<Boolean>> submit;
  private final TaskOptions options;
  private volatile @Nullable Mailbox mailbox;
  private volatile @Nullable PoolTask<Boolean> current;

  Residence(
      String name,
      Engine engine,
      ScheduledExecutorService timer,
      BiFunction<TaskOptions, Conversation, PoolTask<Boolean>> submit) {
    this.engine = engine;
    this.timer = timer;
    this.submit = submit;
    // A call has its own grace; the process needs none once it is to die.
    this.options = TaskOptions.defaults().named("actor " + name).withGrace(Duration.ZERO);
  }

  /** Has the object made; throws where its factory can't be sent. */
  void settle(Mailbox inhabitant) {
    mailbox = inhabitant;
    PoolTask<Boolean> hosting =
        submit.apply(
            options,
            (kind, body, reply) -> {
              if (kind == NoteKind.ACTOR) {
                inhabitant.heard(body, reply);
              }
            });
    current = hosting;
    hosting.whenDone(() -> inhabitant.stopped(end(hosting)));
  }

  private static Loss end(PoolTask<Boolean> hosting) {
    return switch (hosting.state()) {
      case FAILED -> {
        TaskFailedException death = (TaskFailedException) hosting.exceptionNow();
        yield new Loss(String.valueOf(death.getMessage()), Optional.of(death));
      }
      case CANCELLED -> new Loss("its process was killed", Optional.empty());
      case SUCCESS, RUNNING -> new Loss("it has left", Optional.empty());
    };
  }

  @Override
  public void settleAgain() {
    Mailbox inhabitant = mailbox;
    if (inhabitant == null) {
      return;
    }
    try {
      // Writing the factory is code of the user.
      engine
          .readers()
          .execute(() -> {
            try {
              settle(inhabitant);
            } catch (RuntimeException | Error e) {
              inhabitant.stopped(
                  new Loss("it can't be restarted: " + Told.of(e), Optional.empty()));
            }
          });
    } catch (RejectedExecutionException | OutOfMemoryError e) {
      inhabitant.stopped(new Loss("it can't be restarted: " + Told.of(e), Optional.empty()));
    }
  }

  @Override
  public void kill(String reason) {
    PoolTask<Boolean> hosting = current;
    if (hosting != null) {
      var _ = hosting.cancel(reason);
    }
  }

  @Override
  public void leave() {
    engine.close();
  }

  @Override
  public void abort() {
    engine.abort();
  }

  @Override
  public Future<?> later(Duration delay, Runnable step) {
    return timer.schedule(step, delay.toMillis(), TimeUnit.MILLISECONDS);
  }
}
