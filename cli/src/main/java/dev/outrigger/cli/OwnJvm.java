package dev.outrigger.cli;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How this command is begun again: by the same JDK, with the same options, from the same jar. */
final class OwnJvm {
  private OwnJvm() {}

  /**
   * The command line.
   *
   * @param words behind the name of the command
   */
  static List<String> again(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    // What the manifest says is heard of by those alone who start the jar itself.
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(Outrigger.class.getName());
    command.addAll(words);
    return command;
  }
}
