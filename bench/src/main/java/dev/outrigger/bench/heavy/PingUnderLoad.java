package dev.outrigger.bench.heavy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How long a ping takes on an idle server, and while clients keep every worker of its pool busy.
 *
 * <p>Usage: {@code PingUnderLoad PORT SECONDS CLIENTS PINGS}, against a demo on this machine. Exit
 * status 1 if a ping failed, or if p99 under load is more than ten times p99 idle.
 */
public final class PingUnderLoad {
  // Below this, "idle" measures the clock of the machine and not the server.
  private static final double FLOOR_MILLIS = 1;

  private PingUnderLoad() {}

  public static void main(String[] args) throws Exception {
    InetSocketAddress server =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
    Duration time = Duration.ofSeconds(Long.parseLong(args[1]));
    int clients = Integer.parseInt(args[2]);
    int perSecond = Integer.parseInt(args[3]);
    // A fresh JVM compiles: what that costs belongs to neither of the two.
    Pings.at(10 * perSecond, Duration.ofSeconds(6), server);
    Latencies idle = Pings.at(perSecond, time, server);
    HeavyLoad load = new HeavyLoad(clients, "/fib/35", server);
    Latencies heavy = load.latencies();
    while (heavy.count() < clients / 4 && heavy.errors() == 0) {
      Thread.sleep(50);
    }
    Latencies loaded = Pings.at(perSecond, time, server);
    load.stop();
    System.out.println("ping, idle server      " + idle);
    System.out.println("ping, busy pool        " + loaded);
    System.out.println("/fib/35 meanwhile      " + heavy);
    double bound = 10 * Math.max(FLOOR_MILLIS, idle.quantile(0.99));
    boolean held =
        idle.errors() + loaded.errors() + heavy.errors() == 0 && loaded.quantile(0.99) <= bound;
    System.out.printf("p99 under load within %.1f ms: %s%n", bound, held ? "yes" : "NO");
    System.exit(held ? 0 : 1);
  }
}
