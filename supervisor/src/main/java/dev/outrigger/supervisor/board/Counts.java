package dev.outrigger.supervisor.board;

/**
 * What a server process counts.
 *
 * @param requests answered so far
 * @param running that are being answered
 * @param connections that are open
 */
public record Counts(long requests, long running, long connections) {
  /** Nothing yet. */
  public static final Counts NONE = new Counts(0, 0, 0);
}
