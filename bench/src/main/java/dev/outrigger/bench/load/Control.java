package dev.outrigger.bench.load;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * How a server is talked to beside its ports, in every language: it says {@code serving NAME
 * http=PORT ...} with the ways in that it has ({@code http}, {@code https}, {@code h2c}, {@code
 * ws}), answers each line of its input, and ends with it. {@code BYTES} asks how much it has
 * allocated so far, {@code HEAP} how much is alive; who does not know says {@code -}.
 */
public final class Control {
  private Control() {}

  /** Speaks for a server on a JVM until the input ends. */
  public static void serve(String name, Map<String, Integer> ports) throws IOException {
    StringBuilder greeting = new StringBuilder("serving " + name);
    ports.forEach((way, port) -> greeting.append(' ').append(way).append('=').append(port));
    System.out.println(greeting);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      System.out.println(
          switch (line) {
            case "BYTES" -> Long.toString(threads.getTotalThreadAllocatedBytes());
            case "HEAP" -> Long.toString(heap());
            default -> "-";
          });
    }
  }

  // Twice: what is only freed by a cleaner goes with the second.
  private static long heap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
