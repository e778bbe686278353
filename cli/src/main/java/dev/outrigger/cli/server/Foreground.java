package dev.outrigger.cli.server;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.http.BindFailedException;
import dev.outrigger.runtime.Signals;
import dev.outrigger.web.Serving;
import dev.outrigger.web.WebServer;
import dev.outrigger.web.WebServerBuilder;
import java.util.List;
import java.util.function.Consumer;

/**
 * A server in the foreground of a terminal or a service manager, from its program to its last
 * request.
 *
 * @param target what to serve
 * @param bindOption the option that the address came from, for the message when it is taken
 */
public record Foreground(
    TargetName target, HostPort bind, String bindOption, ServerSettings settings) {
  /**
   * Serves until {@code INT} or {@code TERM} says stop, then lets running requests end.
   *
   * @param ready runs when the server listens
   */
  public void serve(Consumer<WebServer> ready) throws Exception {
    serve(List.of("INT", "TERM"), ready);
  }

  /**
   * The same for the child of another process, which passes on what it is told, and may be lost.
   */
  void serveUntilTerm() throws Exception {
    var _ =
        ProcessHandle.current().parent().map(parent -> parent.onExit().thenRun(Foreground::end));
    serve(List.of("TERM"), _ -> {});
  }

  // Its parent's end is a signal as well.
  private static void end() {
    Signals.raise("TERM");
  }

  private void serve(List<String> signals, Consumer<WebServer> ready) throws Exception {
    WebServerBuilder server =
        settings.on(
            WebServer.builder(target.load().newApplication()).bind(bind.host(), bind.port()));
    try {
      Serving.untilSignal(
          signals,
          server,
          started -> {
            System.out.printf(
                "Serving %s at %s (%s)%n", target.title(), started.uri(), inForce(started));
            ready.accept(started);
          });
    } catch (BindFailedException e) {
      throw new UserError(
          e.addressInUse()
              ? "port %d is taken (%s); choose another one with %s"
                  .formatted(bind.port(), bind, bindOption)
              : "%s; choose another address with %s".formatted(e.getMessage(), bindOption));
    }
  }

  private static String inForce(WebServer server) {
    return "%s, %s, %s tasks, %s"
        .formatted(
            Spelling.of(server.loops().transport()),
            counted(server.loops().count(), "loop"),
            Spelling.of(server.loops().backend()),
            server.pool().map(pool -> counted(pool.size(), "pool worker")).orElse("no pool"));
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
