package dev.outrigger.runtime.socket;

import java.util.concurrent.Executor;

/**
 * Where the costly parts of a TLS handshake run, such as checking certificates: on virtual threads
 * of the JDK's scheduler, and not on the loop.
 */
public final class HandshakeThreads {
  /** Starts a thread for each part; to be called by steps of a loop, not by its tasks. */
  public static final Executor EXECUTOR =
      part -> Thread.ofVirtual().name("outrigger-tls").start(part);

  private HandshakeThreads() {}
}
