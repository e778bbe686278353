package dev.outrigger.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "serve",
    description = "Serves the application in a Java source file.",
    mixinStandardHelpOptions = true,
    versionProvider = Outrigger.Version.class)
final class ServeCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "FILE.java",
      description =
          "A source file with one public class that implements dev.outrigger.web.Application;"
              + " it may use other source files of its folder.")
  private Path target = Path.of("");

  @Option(
      names = "--bind",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:8888",
      converter = HostPort.Converter.class,
      description = "Where to listen (default: ${DEFAULT-VALUE}); port 0 takes any free one.")
  private HostPort bind = new HostPort("127.0.0.1", 8888);

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws Exception {
    new Foreground(target, bind, "--bind", options).serve(_ -> {});
    return 0;
  }
}
