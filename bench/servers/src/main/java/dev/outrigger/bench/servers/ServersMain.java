package dev.outrigger.bench.servers;

import dev.outrigger.bench.load.Control;
import java.nio.file.Path;

/** One of the other servers, as the benchmark starts it. */
public final class ServersMain {
  private ServersMain() {}

  /** Arguments: {@code vertx}, {@code helidon} or {@code jetty}; the folder of the certificate. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "vertx" -> Control.serve("Vert.x_5.2", VertxSubject.start(folder));
      case "helidon" -> Control.serve("Helidon_4.5", HelidonSubject.start(folder));
      case "jetty" -> Control.serve("Jetty_12.1", JettySubject.start(folder));
      default -> throw new IllegalArgumentException("there is no server of the kind " + args[0]);
    }
    // Threads that wait for clients would keep it alive.
    System.exit(0);
  }
}
