package dev.outrigger.supervisor.arbiter;

import java.time.Duration;

/**
 * How a server process is, seen from outside.
 *
 * @param silentLoop the loop that has given no sign of life for longest
 * @param silence how long that was
 * @param requests answered so far
 * @param resident memory in bytes, as the kernel counts it
 */
public record Health(int silentLoop, Duration silence, long requests, long resident) {
  /** Of a process that nothing is known of yet. */
  public static final Health UNKNOWN = new Health(0, Duration.ZERO, 0, 0);
}
