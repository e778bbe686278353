package dev.outrigger.bench.runtime;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** One way to have many tasks, in a JVM of its own. What it cannot do it leaves out. */
interface Peer {
  String name();

  /** Nanoseconds for doing it so often. */
  default OptionalLong measure(Subject subject, int count) throws Exception {
    return OptionalLong.empty();
  }

  /** Starts a server that sends back what it gets, and tells its port. */
  default OptionalInt echo() throws IOException, InterruptedException {
    return OptionalInt.empty();
  }

  /** Puts so many tasks to sleep. */
  default Optional<Slept> sleep(int count) throws InterruptedException {
    return Optional.empty();
  }
}
