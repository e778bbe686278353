package dev.outrigger.cli;

import dev.outrigger.cli.configuration.Configuration;
import dev.outrigger.cli.configuration.ConfiguredValues;
import dev.outrigger.cli.naming.NearestName;
import dev.outrigger.cli.output.Failures;
import dev.outrigger.cli.output.LogLine;
import dev.outrigger.cli.output.UserError;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code outrigger} command. */
@Command(
    name = "outrigger",
    description = "asyncio for the JVM, with real cores behind it",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class,
    subcommands = {ServeCommand.class, CtlCommand.class, DemoCommand.class})
public final class Outrigger {
  private Outrigger() {}

  public static void main(String[] arguments) throws Exception {
    LogLine.install("", false);
    CommandLine command = commandLine();
    try {
      if (arguments.length > 0 && arguments[0].equals("serve")) {
        Elsewhere.go(arguments, System.getenv());
      }
      configure(command, arguments, System.getenv());
    } catch (UserError | InvalidPathException e) {
      int _ = Failures.tell(e, command.getErr());
      System.exit(UserError.MISUSED);
    }
    int status = command.execute(arguments);
    // A program that was run may have started threads, which the JVM waits for as it always does.
    if (status != 0 || !isProgram(command.getParseResult())) {
      System.exit(status);
    }
  }

  private static boolean isProgram(CommandLine.ParseResult parsed) {
    return parsed.hasSubcommand()
        && parsed.subcommand().commandSpec().userObject() instanceof RunCommand;
  }

  /** What the command line leaves open, 'serve' takes from the environment and a file. */
  static void configure(CommandLine command, String[] arguments, Map<String, String> environment)
      throws UserError {
    CommandLine serve = command.getSubcommands().get("serve");
    if (serve != null && arguments.length > 0 && arguments[0].equals("serve")) {
      Configuration found =
          Configuration.read(environment, ServeCommand.configIn(arguments), Path.of(""));
      found.requireOnly(ConfiguredValues.names(serve.getCommandSpec()));
      serve.setDefaultValueProvider(new ConfiguredValues(found));
    }
  }

  static CommandLine commandLine() {
    // What comes after the file is the program's.
    CommandLine run = new CommandLine(new RunCommand()).setStopAtPositional(true);
    return new CommandLine(new Outrigger())
        .addSubcommand(run)
        .setParameterExceptionHandler(Outrigger::misused)
        .setExecutionExceptionHandler(Outrigger::failed);
  }

  private static int misused(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    String help = command.getCommandSpec().qualifiedName() + " --help";
    PrintWriter err = command.getErr();
    err.println("outrigger: " + problem.getMessage() + home(problem, arguments));
    err.println(
        meant(problem)
            .map(name -> "Did you mean '%s'? '%s' lists what there is.".formatted(name, help))
            .orElse("'%s' lists what there is.".formatted(help)));
    err.flush();
    return UserError.MISUSED;
  }

  /** Where a wrong value was set, if not in the command line. */
  private static String home(ParameterException problem, String[] arguments) {
    ArgSpec wrong = problem.getArgSpec();
    if (wrong instanceof OptionSpec option
        && Arrays.stream(arguments).noneMatch(each -> each.startsWith(option.longestName()))
        && problem.getCommandLine().getDefaultValueProvider() instanceof ConfiguredValues values) {
      return values.home(wrong).map(home -> " (set by " + home + ")").orElse("");
    }
    return "";
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
    return Failures.tell(problem, command.getErr());
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
