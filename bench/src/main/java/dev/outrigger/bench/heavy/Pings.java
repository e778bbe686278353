package dev.outrigger.bench.heavy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Pings at a fixed rate whatever the answers take (an open loop). A latency counts from the instant
 * at which the ping was due, so that a stall is charged to every ping that it delayed.
 */
final class Pings {
  private static final int CONNECTIONS = 4;

  private Pings() {}

  static Latencies at(int perSecond, Duration time, InetSocketAddress server) throws Exception {
    Latencies latencies = new Latencies();
    long start = System.nanoTime();
    long end = start + time.toNanos();
    long gap = 1_000_000_000L * CONNECTIONS / perSecond;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      long first = start + gap * i / CONNECTIONS;
      threads.add(Thread.ofPlatform().start(() -> ping(first, gap, end, server, latencies)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return latencies;
  }

  private static void ping(
      long first, long gap, long end, InetSocketAddress server, Latencies latencies) {
    try (BlockingClient client = new BlockingClient(server, "/ping")) {
      for (long due = first; due < end; due += gap) {
        while (due > System.nanoTime()) {
          LockSupport.parkNanos(due - System.nanoTime());
        }
        int status = client.ask();
        latencies.add(status == 200, System.nanoTime() - due);
      }
    } catch (IOException e) {
      latencies.failed(e);
    }
  }
}
