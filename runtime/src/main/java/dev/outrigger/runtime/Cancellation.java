package dev.outrigger.runtime;

import java.nio.channels.ClosedByInterruptException;
import java.util.concurrent.CancellationException;

/**
 * Why a scope was cancelled.
 *
 * @param source who asked for it
 * @param reason one sentence for a person who reads the log
 */
public record Cancellation(Source source, String reason) {

  /** Who asks for a cancellation. */
  public enum Source {
    /** The program itself. */
    CALLER,
    /** A deadline that struck. */
    DEADLINE,
    /** Another task of the group, which failed. */
    FAILURE,
    /** The peer that wanted the answer is gone. */
    CLIENT_GONE,
    /** The server or the process is stopping. */
    SHUTDOWN
  }

  /** Whether this is how a wait tells that it was cancelled. */
  static boolean ends(Throwable thrown) {
    return thrown instanceof CancelledException
        || thrown instanceof InterruptedException
        || thrown instanceof CancellationException
        || thrown instanceof ClosedByInterruptException;
  }

  @Override
  public String toString() {
    return reason;
  }
}
