package dev.outrigger.cli;

import dev.outrigger.cli.options.HostPortConverters;
import dev.outrigger.cli.options.ServerOptions;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.Foreground;
import dev.outrigger.cli.server.HostPort;
import dev.outrigger.cli.target.TargetName;
import dev.outrigger.web.WebServer;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "demo",
    description = "Serves examples/Fibonacci.java of this checkout.",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class)
final class DemoCommand implements Callable<Integer> {
  private static final List<String> PATHS =
      List.of("/", "/ping", "/fib/35", "/sleep/500", "/crash", "/spin", "/hog");

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8888",
      converter = HostPortConverters.Port.class,
      description =
          "Where to listen on 127.0.0.1 (default: ${DEFAULT-VALUE}); 0 takes any free one.")
  private int port;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws Exception {
    HostPort bind = new HostPort("127.0.0.1", port);
    new Foreground(TargetName.of(program()), bind, "--port", options.settings())
        .serve(DemoCommand::announce);
    return 0;
  }

  private static void announce(WebServer server) {
    PATHS.forEach(path -> System.out.println("  " + server.uri().resolve(path)));
    System.out.println("Ctrl-C stops it.");
  }

  /** The jar lies in {@code cli/target/outrigger/} of the checkout. */
  private static Path program() throws UserError, URISyntaxException {
    Path jar =
        Path.of(DemoCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path checkout = jar.resolve("../../../..").normalize();
    Path program = checkout.resolve("examples/Fibonacci.java");
    if (!Files.isRegularFile(program)) {
      throw new UserError(
          "the demo is part of a source checkout, and there is no %s; 'serve FILE.java' serves a program of your own"
              .formatted(program));
    }
    return program;
  }
}
