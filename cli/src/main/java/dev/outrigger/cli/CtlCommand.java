package dev.outrigger.cli;

import dev.outrigger.cli.arbitration.ControlSockets;
import dev.outrigger.cli.options.OptionValues;
import dev.outrigger.cli.output.UserError;
import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.control.Control;
import dev.outrigger.supervisor.control.Control.Outcome;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Asks a service that 'serve' runs, and tells it what to do. */
@picocli.CommandLine.Command(
    name = "ctl",
    description = "Asks a service that 'serve' runs, and tells it what to do.",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class)
final class CtlCommand implements Callable<Integer> {
  private static final Duration ASK_AGAIN = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Option(
      names = "--control",
      paramLabel = "PATH",
      scope = ScopeType.INHERIT,
      description = "The service's control socket (default: that of the only service here).")
  private Optional<Path> control = Optional.empty();

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Answers in JSON, for machines.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "'ctl' needs a command: status, reload, scale, drain, reopen, upgrade, stop or top");
  }

  @picocli.CommandLine.Command(description = "Shows the server processes.")
  int status() throws IOException, UserError {
    return tell(new Command.Status());
  }

  @picocli.CommandLine.Command(
      description =
          "Starts new server processes with the application as it is now; the old ones leave once"
              + " the new ones serve. Exit status 1 if it was given up; the old ones stay then.")
  int reload() throws IOException, UserError {
    return tell(new Command.Reload());
  }

  @picocli.CommandLine.Command(description = "Changes the number of server processes.")
  int scale(@Parameters(paramLabel = "N", converter = OptionValues.CountConverter.class) int count)
      throws IOException, UserError {
    return tell(new Command.Scale(count));
  }

  @picocli.CommandLine.Command(
      description =
          "Lets all server processes leave; the sockets stay open, and clients wait until"
              + " 'reload'.")
  int drain() throws IOException, UserError {
    return tell(new Command.Drain());
  }

  @picocli.CommandLine.Command(
      description = "Opens the log file of all processes anew, after it was moved away.")
  int reopen() throws IOException, UserError {
    return tell(new Command.Reopen());
  }

  @picocli.CommandLine.Command(
      description =
          "Starts the arbiter anew, from the same command line with a new JVM and Outrigger as they"
              + " are now; the old one leaves once the new one serves. Exit status 1 if it was given"
              + " up; the old one stays then.")
  int upgrade() throws IOException, UserError {
    return tell(new Command.Upgrade());
  }

  @picocli.CommandLine.Command(description = "Ends the service.")
  int stop(
      @Option(names = "--now", description = "Without waiting for running requests.") boolean now,
      @Option(names = "--no-wait", description = "Does not wait until the service has ended.")
          boolean noWait)
      throws IOException, UserError, InterruptedException {
    Path socket = socket();
    int status = tell(socket, new Command.Stop(now));
    // Another arbiter may have taken the place of one that only gives way.
    while (status == 0 && !noWait && ControlSockets.isAnswered(socket)) {
      Thread.sleep(ASK_AGAIN);
    }
    return status;
  }

  @picocli.CommandLine.Command(
      description = "Shows the server processes again and again, until Ctrl-C.")
  int top() throws IOException, UserError, InterruptedException {
    while (true) {
      if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()) {
        // Home, and clear what is below: no line flickers.
        out().print("\033[H\033[J");
      }
      int _ = tell(new Command.Status());
      Thread.sleep(1_000);
    }
  }

  private int tell(Command command) throws IOException, UserError {
    return tell(socket(), command);
  }

  private Path socket() throws IOException, UserError {
    return control.isPresent() ? control.get() : ControlSockets.only();
  }

  private int tell(Path socket, Command command) throws UserError {
    Outcome outcome;
    try {
      outcome =
          command instanceof Command.Status
              ? Control.status(socket, PATIENCE)
              : Control.send(socket, command);
    } catch (IOException e) {
      throw new UserError("no service answers at " + socket + ": " + e.getMessage());
    }
    out().print(json ? OutcomeText.json(outcome) : OutcomeText.table(outcome));
    out().flush();
    return outcome.done() ? 0 : UserError.FAILED;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
