package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/**
 * A call was lost with the process of its actor. {@link #delivery} tells whether it had begun; the
 * cause, if the process ended by itself, is the {@link TaskFailedException} that says how.
 */
public final class ActorLostException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Delivery delivery;

  /** For the pool itself. */
  public ActorLostException(
      String message, Delivery delivery, @Nullable TaskFailedException cause) {
    super(message, cause);
    this.delivery = delivery;
  }

  /** How far the call had come. */
  public Delivery delivery() {
    return delivery;
  }
}
