package dev.outrigger.runtime.stream;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Finds the addresses of a host. It is called by tasks, so it must not block their carrier: an
 * implementation waits for others, or for its own I/O in blocking style.
 */
@FunctionalInterface
public interface Resolver {
  /**
   * Gives the addresses in the order in which they are to be tried, at least one.
   *
   * @throws UnknownHostException if there is none
   */
  List<InetAddress> resolve(String host) throws UnknownHostException, InterruptedException;

  /**
   * The JDK's own, with its cache and its order, on threads that may block: at most 16 look-ups at
   * a time, the others wait. A literal address costs no thread.
   */
  static Resolver system() {
    return SystemResolver.INSTANCE;
  }
}
