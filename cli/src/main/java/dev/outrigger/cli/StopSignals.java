package dev.outrigger.cli;

import dev.outrigger.runtime.Registration;
import dev.outrigger.runtime.Signals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The wish to stop, as Ctrl-C and service managers express it. The first signal is an event to wait
 * for; a second one ends the process where it stands, with the status that a shell expects of that
 * signal.
 */
final class StopSignals implements AutoCloseable {
  private static final Map<String, Integer> NUMBERS = Map.of("INT", 2, "TERM", 15);

  private final CompletableFuture<String> first = new CompletableFuture<>();
  private final List<Registration> registrations =
      NUMBERS.keySet().stream().map(name -> Signals.on(name, () -> arrived(name))).toList();

  /** Waits for the first signal; returns its name. */
  String await() {
    return first.join();
  }

  private void arrived(String name) {
    if (!first.complete(name)) {
      // No shutdown hooks: what hangs may be among them. The workers notice the end of this
      // process.
      Runtime.getRuntime().halt(128 + NUMBERS.getOrDefault(name, 0));
    }
  }

  /** Gives the signals back to the JVM. */
  @Override
  public void close() {
    registrations.forEach(Registration::close);
  }
}
