package dev.outrigger.bench.runtime;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A peer as a process: it says "ready NAME", and answers each line "WHAT COUNT" of its input with
 * figures, or "-" for what it cannot do, until the input ends. Those in other languages speak the
 * same.
 */
public final class PeerMain {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.bench");

  private PeerMain() {}

  /** Its argument is the kind of peer. */
  public static void main(String[] args) {
    int status = 1;
    try {
      serve(kind(args[0]));
      status = 0;
    } catch (Exception e) {
      LOG.log(Level.ERROR, "the peer failed", e);
    } finally {
      // Loops that run would keep it alive.
      System.exit(status);
    }
  }

  private static void serve(Peer peer) throws Exception {
    System.out.println("ready " + peer.name());
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      String[] words = line.split(" ", 2);
      System.out.println(answer(peer, words[0], Integer.parseInt(words[1])));
    }
  }

  static Peer kind(String name) throws IOException {
    return switch (name) {
      case "outrigger" -> new OutriggerPeer();
      case "threads" -> new ThreadsPeer();
      case "netty" -> new NettyPeer();
      default -> throw new IllegalArgumentException("there is no peer of the kind " + name);
    };
  }

  static String answer(Peer peer, String what, int count) throws Exception {
    return switch (what) {
      case "CPU" -> Long.toString(cpuNanos());
      case "ECHO" -> told(peer.echo());
      case "SLEEP" -> peer.sleep(count).map(it -> it.bytes() + " " + it.nanos()).orElse("-");
      default -> told(peer.measure(Subject.valueOf(what), count));
    };
  }

  private static long cpuNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static String told(OptionalInt figure) {
    return figure.isPresent() ? Integer.toString(figure.getAsInt()) : "-";
  }

  private static String told(OptionalLong figure) {
    return figure.isPresent() ? Long.toString(figure.getAsLong()) : "-";
  }
}
