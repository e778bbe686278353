package dev.outrigger.cli.options;

import dev.outrigger.cli.target.TargetName;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is served. */
public final class TargetOptions {
  @Parameters(
      paramLabel = "TARGET",
      description =
          "FILE.java with one public class that implements dev.outrigger.web.Application, which may"
              + " use other source files of its folder; or a jar, or a folder, with one such class;"
              + " or the name of a class of the --class-path.")
  private String named = "";

  @Option(
      names = {"--class-path", "-cp"},
      paramLabel = "PATH",
      description = "Jars and folders of classes that the application needs, as 'java' takes them.")
  private Optional<String> classPath = Optional.empty();

  /** As it was given, not looked up yet. */
  public TargetName name() {
    return new TargetName(named, classPath);
  }
}
