package dev.outrigger.web;

import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/**
 * The life of a server in the foreground: until {@code INT} or {@code TERM} arrives it serves, then
 * it lets running requests end for up to ten seconds; a second signal ends them at once.
 */
public final class Serving {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final WebServer server;
  private final CountDownLatch drain = new CountDownLatch(1);
  private final CountDownLatch hurry = new CountDownLatch(1);

  /** For a server that has started; it is closed when serving ends. */
  public Serving(WebServer server) {
    this.server = server;
  }

  /** Blocks until a signal has arrived and the server has ended. */
  public void untilSignal() throws InterruptedException {
    try (Registration _ = Signals.on("INT", () -> stop("INT"));
        Registration _ = Signals.on("TERM", () -> stop("TERM"))) {
      untilStopped();
    }
  }

  void untilStopped() throws InterruptedException {
    try (server) {
      drain.await();
      Thread watch = Thread.ofVirtual().name("second-stop").start(this::closeInAHurry);
      if (!server.drain(PATIENCE)) {
        LOG.log(Level.WARNING, "Requests that had not ended were cancelled");
      }
      watch.interrupt();
    }
  }

  synchronized void stop(String signal) {
    if (drain.getCount() > 0) {
      LOG.log(
          Level.INFO,
          signal
              + ": stopping; running requests have "
              + PATIENCE.toSeconds()
              + " s to end, a second signal ends them at once");
      drain.countDown();
    } else {
      LOG.log(Level.INFO, signal + " again: ending running requests");
      hurry.countDown();
    }
  }

  private void closeInAHurry() {
    try {
      hurry.await();
      server.close();
    } catch (InterruptedException e) {
      // Everything ended before anyone was in a hurry.
    }
  }
}
