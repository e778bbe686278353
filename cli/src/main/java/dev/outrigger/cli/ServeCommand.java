package dev.outrigger.cli;

import dev.outrigger.cli.arbitration.Arbitration;
import dev.outrigger.cli.configuration.InForce;
import dev.outrigger.cli.options.Bind;
import dev.outrigger.cli.options.JvmOptions;
import dev.outrigger.cli.options.ServerOptions;
import dev.outrigger.cli.options.ServiceOptions;
import dev.outrigger.cli.options.SupervisorOptions;
import dev.outrigger.cli.options.TargetOptions;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.server.HostPort;
import dev.outrigger.cli.server.ServerLaunch;
import dev.outrigger.cli.server.ServerSettings;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.listen.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    description = "Serves the application in a Java source file, a jar or a folder, or of a class.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Outrigger.Version.class)
final class ServeCommand implements Callable<Integer> {
  @Mixin private TargetOptions target = new TargetOptions();

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      split = ",",
      defaultValue = "127.0.0.1:8888",
      converter = Bind.Converter.class,
      description =
          "Where to listen: HOST:PORT or unix:PATH; may be repeated (default: ${DEFAULT-VALUE},"
              + " or the sockets that systemd gives). Port 0 takes any free one.")
  private List<Bind> binds = List.of();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Where options are set that are not given here, nor in the environment as OUTRIGGER_…"
              + " (default: outrigger.toml, if it is there).")
  @SuppressWarnings("UnusedVariable") // configIn reads it, before the rest is understood
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--check",
      description = "Prints what is in force and where each value comes from, and ends.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private SupervisorOptions supervised = new SupervisorOptions();

  @Mixin private ServerOptions options = new ServerOptions();

  @Mixin private JvmOptions jvm = new JvmOptions();

  @Mixin(name = ServiceOptions.NAME)
  private ServiceOptions service = new ServiceOptions();

  /** The file that {@code --config} names; asked before the command line is understood. */
  static Optional<Path> configIn(String[] arguments) {
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].startsWith("--config=")) {
        return Optional.of(Path.of(arguments[i].substring("--config=".length())));
      }
      if (arguments[i].equals("--config") && i + 1 < arguments.length) {
        return Optional.of(Path.of(arguments[i + 1]));
      }
    }
    return Optional.empty();
  }

  @Override
  public Integer call() throws Exception {
    service.require();
    ServerSettings settings = options.settings();
    if (check) {
      spec.commandLine().getOut().print(InForce.of(spec.commandLine()));
      spec.commandLine().getOut().flush();
      return 0;
    }
    if (settings.takesSockets()) {
      target.name().check();
      return new Arbitration(target.name(), places(), supervised, settings, jvm, service, again())
          .serve();
    }
    ServiceOptions.requireNone(spec, "Linux and its epoll transport");
    if (supervised.workers() == 1
        && !supervised.reload()
        && binds.size() == 1
        && binds.getFirst() instanceof Bind.Tcp(HostPort address)) {
      target.name().check();
      ServerLaunch launch =
          new ServerLaunch(
              target.name(),
              settings,
              Optional.of(address),
              Optional.empty(),
              Optional.empty(),
              false);
      return new Alone(launch, jvm).serve();
    }
    throw new UserError(
        "several server processes, several addresses, Unix sockets and --reload need Linux and its"
            + " epoll transport: leave --transport out, or give one --bind HOST:PORT");
  }

  private List<String> again() {
    return OwnJvm.again(spec.root().commandLine().getParseResult().originalArgs());
  }

  /** What systemd has opened counts where nobody says otherwise. */
  private List<Place> places() {
    ParseResult parsed = spec.commandLine().getParseResult();
    List<Endpoint> given = parsed.hasMatchedOption("--bind") ? List.of() : Endpoint.activated();
    return given.isEmpty()
        ? binds.stream().map(Bind::place).toList()
        : given.stream().map(Endpoint::place).toList();
  }
}
