package dev.outrigger.web;

import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The life of a server in the foreground: until {@code INT} or {@code TERM} arrives it serves, then
 * it lets running requests end for up to ten seconds; a second signal ends them at once. A signal
 * that arrives while the server starts stops it too.
 */
public final class Serving {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web");
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);

  private final CountDownLatch drain = new CountDownLatch(1);
  private final CountDownLatch hurry = new CountDownLatch(1);

  Serving() {}

  /**
   * Starts the server and blocks until a signal has arrived and the server has ended.
   *
   * @param ready is told of the server once it listens
   * @throws Exception if the server can't start
   */
  public static void untilSignal(WebServerBuilder options, Consumer<WebServer> ready)
      throws Exception {
    untilSignal(List.of("INT", "TERM"), options, ready);
  }

  /**
   * The same with other signals.
   *
   * @param signals without the prefix: {@code TERM}
   * @throws IllegalArgumentException if this platform has no such signal, or the JVM keeps it
   */
  public static void untilSignal(
      List<String> signals, WebServerBuilder options, Consumer<WebServer> ready) throws Exception {
    Serving serving = new Serving();
    List<Registration> registered = new ArrayList<>();
    try {
      signals.forEach(name -> registered.add(Signals.on(name, () -> serving.stop(name))));
      try (WebServer server = options.start()) {
        ready.accept(server);
        serving.untilStopped(server);
      }
    } finally {
      registered.forEach(Registration::close);
    }
  }

  void untilStopped(WebServer server) throws InterruptedException {
    drain.await();
    // A thread of the platform: busy handlers may hold every carrier of virtual ones.
    Thread watch =
        Thread.ofPlatform().daemon().name("second-stop").start(() -> closeInAHurry(server));
    if (!server.stop(PATIENCE)) {
      LOG.log(Level.WARNING, "Requests that had not ended were cancelled");
    }
    watch.interrupt();
  }

  synchronized void stop(String signal) {
    if (drain.getCount() > 0) {
      LOG.log(
          Level.INFO,
          signal
              + ": letting running requests end, for up to "
              + PATIENCE.toSeconds()
              + " s; a second signal ends them at once");
      drain.countDown();
    } else {
      LOG.log(Level.INFO, signal + " again: ending running requests");
      hurry.countDown();
    }
  }

  private void closeInAHurry(WebServer server) {
    try {
      hurry.await();
      Thread close = Thread.ofPlatform().daemon().name("close").start(server::close);
      if (!close.join(LAST_PATIENCE)) {
        LOG.log(Level.ERROR, "The server does not end by itself; leaving at once");
        // No shutdown hooks: what hangs may be among them. Workers leave when this process does.
        Runtime.getRuntime().halt(1);
      }
    } catch (InterruptedException e) {
      // Everything ended before anyone was in a hurry.
    }
  }
}
