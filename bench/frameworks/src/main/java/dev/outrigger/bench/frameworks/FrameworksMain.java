package dev.outrigger.bench.frameworks;

import dev.outrigger.bench.load.Control;
import java.nio.file.Path;

/** One of the frameworks, as the benchmark starts it. */
public final class FrameworksMain {
  private FrameworksMain() {}

  /** Arguments: {@code vertx}, {@code helidon} or {@code javalin}; the folder of the files. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "vertx" -> Control.serve("Vert.x_Web_5.2", VertxWeb.start(folder));
      case "helidon" -> Control.serve("Helidon_SE_4.3", HelidonSe.start(folder));
      case "javalin" -> Control.serve("Javalin_7.2", JavalinWeb.start(folder));
      default -> throw new IllegalArgumentException("there is no framework " + args[0]);
    }
    // Threads that wait for clients would keep it alive.
    System.exit(0);
  }
}
