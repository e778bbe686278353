package dev.outrigger.runtime;

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
    /** The peer that wanted the answer is gone. */
    CLIENT_GONE,
    /** The server or the process is stopping. */
    SHUTDOWN
  }

  @Override
  public String toString() {
    return reason;
  }
}
