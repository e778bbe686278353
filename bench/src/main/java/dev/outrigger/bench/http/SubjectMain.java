package dev.outrigger.bench.http;

import dev.outrigger.bench.load.Control;
import dev.outrigger.runtime.TaskBackend;
import java.nio.file.Path;
import java.util.Map;

/** Outrigger or plain Netty as a server that {@link ServerProcess} starts. */
public final class SubjectMain {
  private SubjectMain() {}

  /** Arguments: {@code outrigger}, {@code portable} or {@code netty}; the certificate's folder. */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    switch (args[0]) {
      case "outrigger" -> {
        var server = OutriggerSubject.start(TaskBackend.LOOP_CARRIED, folder);
        Control.serve("Outrigger", server.ports());
      }
      case "portable" -> {
        var server = OutriggerSubject.start(TaskBackend.PORTABLE, folder);
        // The rest would tell nothing new.
        Control.serve("Outrigger,_portable", Map.of("http", server.ports().get("http")));
      }
      case "netty" -> Control.serve("Netty", NettySubject.start(folder));
      default -> throw new IllegalArgumentException("there is no server of the kind " + args[0]);
    }
    // Loops that run would keep it alive.
    System.exit(0);
  }
}
