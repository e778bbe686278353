package dev.outrigger.cli;

import dev.outrigger.cli.source.SourceError;
import dev.outrigger.web.RouteException;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code outrigger} command. */
@Command(
    name = "outrigger",
    description = "asyncio for the JVM, with real cores behind it",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class,
    subcommands = {ServeCommand.class, DemoCommand.class})
public final class Outrigger {
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private Outrigger() {}

  public static void main(String[] arguments) {
    LogLine.install();
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Outrigger())
        .setParameterExceptionHandler(Outrigger::misused)
        .setExecutionExceptionHandler(Outrigger::failed);
  }

  private static int misused(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    PrintWriter err = command.getErr();
    err.println("outrigger: " + problem.getMessage());
    err.println(
        meant(problem)
            .map(name -> "Did you mean '%s'? '%s' lists what there is.".formatted(name, help))
            .orElse("'%s' lists what there is.".formatted(help)));
    err.flush();
    return MISUSED;
  }

  private static Optional<String> meant(ParameterException problem) {
    if (!(problem instanceof UnmatchedArgumentException unmatched)) {
      return Optional.empty();
    }
    String typed = unmatched.getUnmatched().getFirst();
    CommandLine command = problem.getCommandLine();
    return typed.startsWith("-")
        ? NearestName.to(typed.split("=", 2)[0], command.getCommandSpec().optionsMap().keySet())
        : NearestName.to(typed, command.getSubcommands().keySet());
  }

  private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    switch (problem) {
      case RouteException e -> command.getErr().println("outrigger: " + e.getMessage());
      case UserError e -> command.getErr().println("outrigger: " + e.getMessage());
      case SourceError e -> command.getErr().println(e.getMessage());
      default -> throw problem;
    }
    command.getErr().flush();
    return FAILED;
  }

  /** The version that the jar's manifest names. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Outrigger.class.getPackage().getImplementationVersion();
      return new String[] {"outrigger " + (version == null ? "(not packaged)" : version)};
    }
  }
}
