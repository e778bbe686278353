package dev.outrigger.bench;

import com.sun.management.ThreadMXBean;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Tells whoever connects how many bytes this JVM has allocated so far. */
final class AllocationProbe {
  private AllocationProbe() {}

  /** Starts the probe and prints the line that {@link HelloRatio} reads: both ports. */
  static void announce(InetSocketAddress server) throws IOException {
    ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("allocation-probe").start(() -> answer(probe));
    System.out.println("serving " + server.getPort() + " " + probe.getLocalPort());
  }

  private static void answer(ServerSocket probe) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    while (true) {
      try (Socket caller = probe.accept()) {
        new DataOutputStream(caller.getOutputStream())
            .writeLong(threads.getTotalThreadAllocatedBytes());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
