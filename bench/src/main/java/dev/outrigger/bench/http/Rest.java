package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Load;
import dev.outrigger.bench.load.ServerProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What a connection holds that has had one answer and says nothing since, in bytes.
 *
 * @param heap after two collections; empty if the server can't tell
 * @param resident of the whole process, so what the heap has reserved meanwhile is counted too
 */
record Rest(OptionalDouble heap, double resident) {
  private static final int BEFORE = 100;

  static Rest measure(Load load, ServerProcess server, Work work, int port, int count)
      throws IOException, InterruptedException {
    // Whatever the first connections bring with them is not theirs.
    try (Load.Clients first = load.open(work, port, Math.min(count, BEFORE))) {
      var _ = first.run(Duration.ZERO);
    }
    OptionalLong heapBefore = server.heap();
    long residentBefore = server.resident();
    try (Load.Clients clients = load.open(work, port, count)) {
      var _ = clients.run(Duration.ZERO);
      OptionalLong heap = server.heap();
      return new Rest(
          heap.isPresent() && heapBefore.isPresent()
              ? OptionalDouble.of((heap.getAsLong() - heapBefore.getAsLong()) / (double) count)
              : OptionalDouble.empty(),
          (server.resident() - residentBefore) / (double) count);
    }
  }
}
