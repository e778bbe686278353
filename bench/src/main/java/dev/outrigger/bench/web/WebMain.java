package dev.outrigger.bench.web;

import dev.outrigger.bench.load.Control;
import java.nio.file.Path;

/** Outrigger, with its framework and without, or plain Netty, as the benchmark starts it. */
public final class WebMain {
  private WebMain() {}

  /** Arguments: {@code outrigger}, {@code http} or {@code netty}; the folder of the files. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    // The first JSON of a process takes a good part of a second, which no loop should wait for.
    var _ = HandChecked.user();
    switch (args[0]) {
      case "outrigger" -> Control.serve("Outrigger_web", OutriggerWeb.start(folder));
      case "http" -> Control.serve("Outrigger_http", BareHttp.start());
      case "netty" -> Control.serve("Netty", NettyWeb.start(folder));
      default -> throw new IllegalArgumentException("there is no server of the kind " + args[0]);
    }
    // Loops that run would keep it alive.
    System.exit(0);
  }
}
