package dev.outrigger.web;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a server has started and must end: closed once each, the last started first. A part that
 * fails to close does not keep the others open.
 */
final class Parts {
  private final Deque<AutoCloseable> started = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T own(T part) {
    started.push(part);
    return part;
  }

  synchronized void close() throws Exception {
    Exception first = null;
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /** Closes all since this has failed; what fails besides is suppressed in it. */
  void rollBack(Throwable failure) {
    try {
      close();
    } catch (Exception second) {
      failure.addSuppressed(second);
    }
  }
}
