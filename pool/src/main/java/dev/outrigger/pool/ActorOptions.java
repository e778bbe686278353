package dev.outrigger.pool;

import java.time.Duration;
import java.util.Optional;

/**
 * How an actor is to be kept.
 *
 * @param name for logs and errors; empty: the simple name of its interface
 * @param deadline of each call, from the call to its end; empty: the pool's deadline
 * @param grace how long an interrupted call may take to stop before the process is killed; empty:
 *     the pool's grace
 * @param mailbox how many calls may wait or run at once; one more meets {@link PoolFullException};
 *     default 1000
 * @param maxRestarts how often within {@code restartWindow} a lost process is replaced, default 0:
 *     with its process the actor is lost
 * @param restartWindow see {@code maxRestarts}; default 1 min
 */
public record ActorOptions(
    Optional<String> name,
    Optional<Duration> deadline,
    Optional<Duration> grace,
    int mailbox,
    int maxRestarts,
    Duration restartWindow) {
  private static final ActorOptions DEFAULTS =
      new ActorOptions(
          Optional.empty(), Optional.empty(), Optional.empty(), 1000, 0, Duration.ofMinutes(1));

  /** Refuses numbers and times out of range. */
  public ActorOptions {
    Check.given(name, "name").ifPresent(text -> Check.text(text, "name"));
    Check.given(deadline, "deadline").ifPresent(limit -> Check.positive(limit, "deadline"));
    Check.given(grace, "grace").ifPresent(limit -> Check.notNegative(limit, "grace"));
    Check.that(mailbox >= 1, mailbox, "mailbox", "must be at least 1");
    Check.that(maxRestarts >= 0, maxRestarts, "maxRestarts", "must not be negative");
    Check.positive(restartWindow, "restartWindow");
  }

  /** Not supervised, a mailbox for 1000 calls, the rest as the pool has it. */
  public static ActorOptions defaults() {
    return DEFAULTS;
  }

  /** The same with this name. */
  public ActorOptions named(String text) {
    return new ActorOptions(
        Check.some(text, "name"), deadline, grace, mailbox, maxRestarts, restartWindow);
  }

  /** The same with this deadline for each call. */
  public ActorOptions within(Duration limit) {
    return new ActorOptions(
        name, Check.some(limit, "deadline"), grace, mailbox, maxRestarts, restartWindow);
  }

  /** The same with this grace. */
  public ActorOptions withGrace(Duration limit) {
    return new ActorOptions(
        name, deadline, Check.some(limit, "grace"), mailbox, maxRestarts, restartWindow);
  }

  /** The same with room for so many calls. */
  public ActorOptions withMailbox(int calls) {
    return new ActorOptions(name, deadline, grace, calls, maxRestarts, restartWindow);
  }

  /**
   * The same, supervised: a lost process is replaced and the object made anew by its factory. Calls
   * that had not begun wait for it; those that had are lost. More than so many losses within this
   * time end the actor, those in the factory included.
   */
  public ActorOptions supervised(int restarts, Duration within) {
    return new ActorOptions(name, deadline, grace, mailbox, restarts, within);
  }
}
