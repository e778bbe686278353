package dev.outrigger.cli;

import dev.outrigger.cli.output.UserError;
import dev.outrigger.cli.source.MainMethod;
import dev.outrigger.cli.target.LoadedProgram;
import dev.outrigger.cli.target.TargetName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "run",
    description = "Runs the program in a Java source file, with Outrigger on its class path.",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class)
final class RunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "FILE.java",
      description =
          "A source file with a class that has a main method; it may use other source files of its"
              + " folder.")
  private Path file = Path.of("");

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "ARG", description = "For the program.")
  private List<String> arguments = List.of();

  @Override
  public Integer call() throws Exception {
    if (!file.toString().endsWith(".java") && Files.exists(file)) {
      throw new UserError(file + " is no Java source file, and 'run' takes nothing else");
    }
    LoadedProgram program = TargetName.of(file).load();
    MainMethod main = MainMethod.of(program.compiled(), program.loader());
    try {
      main.call(arguments);
      return 0;
    } catch (MainMethod.Failed failed) {
      // As the JVM does it, so that a handler that the program has set hears of it.
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, failed.thrown());
      return UserError.FAILED;
    }
  }
}
