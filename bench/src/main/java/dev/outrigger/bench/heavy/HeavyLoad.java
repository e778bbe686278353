package dev.outrigger.bench.heavy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/** Clients that ask for the same heavy answer without pause, each on its own connection. */
final class HeavyLoad {
  private final Latencies latencies = new Latencies();
  private final List<Thread> clients = new ArrayList<>();
  private volatile boolean stopping;

  HeavyLoad(int count, String path, InetSocketAddress server) {
    for (int i = 0; i < count; i++) {
      clients.add(Thread.ofPlatform().daemon().start(() -> askOnAndOn(path, server)));
    }
  }

  Latencies latencies() {
    return latencies;
  }

  private void askOnAndOn(String path, InetSocketAddress server) {
    try (BlockingClient client = new BlockingClient(server, path)) {
      while (!stopping) {
        long sent = System.nanoTime();
        int status = client.ask();
        latencies.add(status == 200, System.nanoTime() - sent);
      }
    } catch (IOException e) {
      latencies.failed(e);
    }
  }

  void stop() throws InterruptedException {
    stopping = true;
    for (Thread client : clients) {
      client.join();
    }
  }
}
