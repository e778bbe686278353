package dev.outrigger.pool.actor;

import dev.outrigger.pool.ActorLostException;
import dev.outrigger.pool.Delivery;
import dev.outrigger.pool.Evidence;
import dev.outrigger.pool.FailureCause;
import dev.outrigger.pool.TaskFailedException;
import dev.outrigger.pool.codec.Rules;
import dev.outrigger.pool.codec.Trust;
import dev.outrigger.pool.memory.Cargo;
import dev.outrigger.pool.wording.Silence;
import dev.outrigger.pool.wording.Told;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One call of an actor.
 *
 * <p>Threading: what changes is guarded by the mailbox; the rest from any thread.
 */
final class Call {
  private static final byte[] GONE = {};

  private final long id;
  private final String actor;
  private final String method;
  private final boolean concurrent;
  private final Trust trust;
  private final Rules rules;
  private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
  private final long since = System.nanoTime();
  private final Cargo cargo;
  private byte[] message;
  private boolean begun;
  private Optional<Stop> stop = Optional.empty();
  private @Nullable Future<?> alarm;
  private volatile Optional<String> stack = Optional.empty();

  Call(
      long id,
      String actor,
      String method,
      boolean concurrent,
      Trust trust,
      Rules rules,
      byte[] message,
      Cargo cargo) {
    this.id = id;
    this.actor = actor;
    this.method = method;
    this.concurrent = concurrent;
    this.trust = trust;
    this.rules = rules;
    this.message = message;
    this.cargo = cargo;
  }

  long id() {
    return id;
  }

  boolean concurrent() {
    return concurrent;
  }

  byte[] message() {
    return message;
  }

  /** Completed once, on a thread that must not be held up. */
  CompletableFuture<Outcome> outcome() {
    return outcome;
  }

  void begins() {
    begun = true;
    message = GONE;
  }

  boolean begun() {
    return begun;
  }

  Delivery delivery() {
    return begun ? Delivery.STARTED : Delivery.NOT_STARTED;
  }

  Optional<Stop> stop() {
    return stop;
  }

  void stopsFor(Stop reason) {
    stop = Optional.of(reason);
  }

  void seenAt(String text) {
    stack = Optional.of(text);
  }

  /** It was asked where it is, and nothing came. */
  void unseen() {
    stack = stack.or(() -> Optional.of(Silence.STACK));
  }

  /** In place of the one before. */
  void watch(Future<?> next) {
    unwatch();
    alarm = next;
  }

  void unwatch() {
    if (alarm != null) {
      alarm.cancel(false);
    }
  }

  /** Gives back the shared memory that it held; may take a while. */
  void unload() {
    cargo.release();
  }

  /** What the call returned; reading it may run code of the user. */
  @Nullable Object read(Outcome ended) {
    return switch (ended) {
      case Outcome.Returned(var value) -> {
        try {
          yield ActorMessage.value(value.duplicate(), trust, rules);
        } catch (Throwable e) {
          throw unreadable(e);
        }
      }
      case Outcome.Threw(var throwable) -> {
        Throwable thrown;
        try {
          thrown = ActorMessage.thrown(throwable.duplicate(), trust);
        } catch (Throwable e) {
          throw unreadable(e);
        }
        throw failure(new FailureCause.TaskThrew(thrown), Delivery.STARTED);
      }
      case Outcome.Failed(var cause, var delivery) -> throw failure(cause, delivery);
      case Outcome.Cancelled(String reason) ->
          throw new CancellationException(this + " was cancelled: " + reason);
      case Outcome.Lost(var delivery, var loss) ->
          throw new ActorLostException(
              "%s was lost (%s) with its actor: %s".formatted(this, delivery, loss.reason()),
              delivery,
              loss.death().orElse(null));
    };
  }

  private TaskFailedException unreadable(Throwable why) {
    return failure(
        new FailureCause.TransferFailed("its answer could not be read here: " + Told.of(why)),
        Delivery.RESULT_LOST);
  }

  private TaskFailedException failure(FailureCause cause, Delivery delivery) {
    return new TaskFailedException(
        toString(),
        cause,
        delivery,
        new Evidence(
            Optional.of("actor " + actor),
            OptionalLong.empty(),
            Duration.ofNanos(System.nanoTime() - since),
            stack,
            List.of()));
  }

  @Override
  public String toString() {
    return "call " + id + " (" + actor + "." + method + ")";
  }
}
