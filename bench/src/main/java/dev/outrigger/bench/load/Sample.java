package dev.outrigger.bench.load;

import java.util.OptionalDouble;

/**
 * What one round of one server gave, for each request.
 *
 * @param user microseconds of CPU time in the program
 * @param system the same in the kernel
 * @param bytes allocated on the heap, if the server can tell
 * @param perSecond requests answered a second: of little worth on a machine that others use too
 */
record Sample(double user, double system, OptionalDouble bytes, double perSecond) {
  double cpu() {
    return user + system;
  }
}
