package dev.outrigger.cli;

import dev.outrigger.cli.source.CompiledProgram;
import dev.outrigger.cli.source.ProgramCache;
import dev.outrigger.cli.source.SourceError;
import dev.outrigger.http.BindFailedException;
import dev.outrigger.web.Application;
import dev.outrigger.web.Serving;
import dev.outrigger.web.WebServer;
import dev.outrigger.web.WebServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A server in the foreground of a terminal or a service manager, from its source file to its last
 * request.
 *
 * @param target what to serve, as the user named it
 * @param bindOption the option that the address came from, for the message when it is taken
 */
record Foreground(Path target, HostPort bind, String bindOption, ServerOptions options) {
  /**
   * Serves until a signal says stop, then lets running requests end.
   *
   * @param ready runs when the server listens
   */
  void serve(Consumer<WebServer> ready) throws Exception {
    WebServerBuilder server =
        options.on(WebServer.builder(application()).bind(bind.host(), bind.port()));
    try {
      Serving.untilSignal(
          server,
          started -> {
            System.out.printf(
                "Serving %s at %s (%s)%n", target.getFileName(), started.uri(), inForce(started));
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

  private Application application() throws IOException, SourceError, UserError {
    if (!Files.exists(target)) {
      throw new UserError("there is no file " + target);
    }
    if (!Files.isRegularFile(target)
        || !target.toString().endsWith(".java")
        || target.endsWith("module-info.java")) {
      throw new UserError(
          target + " is no Java source file with a class; so far 'serve' takes nothing else");
    }
    CompiledProgram program = ProgramCache.ofUser().compile(target);
    ClassLoader loader = program.newLoader();
    // Worker processes are given the class path of this thread's loader.
    Thread.currentThread().setContextClassLoader(loader);
    return program.newApplication(loader);
  }

  private static String inForce(WebServer server) {
    return "%s, %s, %s tasks, %s"
        .formatted(
            OptionValues.of(server.loops().transport()),
            counted(server.loops().count(), "loop"),
            OptionValues.of(server.loops().backend()),
            server.pool().map(pool -> counted(pool.size(), "pool worker")).orElse("no pool"));
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
