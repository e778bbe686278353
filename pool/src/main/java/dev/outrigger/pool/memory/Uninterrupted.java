package dev.outrigger.pool.memory;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * File channels are closed by an interrupt of their thread. What is done here takes milliseconds
 * and must not be torn by a cancellation: an interrupt is kept for later.
 */
final class Uninterrupted {
  private Uninterrupted() {}

  interface Step<R> {
    R run() throws IOException;
  }

  static <R> R io(Step<R> step) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return step.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
