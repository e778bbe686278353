package dev.outrigger.bench.http;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command of a server as the script has it, on the class path of the tests. */
final class Jvm {
  private Jvm() {}

  static List<String> command(String kind, String... flags) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
    command.addAll(List.of(flags));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), SubjectMain.class.getName(), kind));
    return command;
  }
}
