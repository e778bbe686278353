package dev.outrigger.pool.process;

import dev.outrigger.pool.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a worker JVM is started: by a shell that ignores the signals of the terminal and then becomes
 * the JVM. Ctrl-C goes to every process of the terminal's foreground group, but the parent decides
 * when its workers go; and a signal that is ignored when a JVM starts stays ignored in it, from its
 * first instant on. TERM still ends a worker.
 */
public final class CommandLine {
  private static final Path SHELL = Path.of("/bin/sh");

  private final Settings settings;
  private final PrivateDirectory directory;
  private final List<String> nice;

  /** Writes the class path into a file, since it may be longer than a command line. */
  public CommandLine(Settings settings, PrivateDirectory directory) throws IOException {
    this.settings = settings;
    this.directory = directory;
    this.nice = nice(settings.launch().niceness());
    String quoted =
        ClassPaths.joined(settings.launch().classPath())
            .replace("\\", "\\\\")
            .replace("\"", "\\\"");
    Files.writeString(directory.classPathFile(), "-cp\n\"" + quoted + "\"\n");
  }

  List<String> forSpawn(int slot, long spawn) {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / settings.plan().size());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "worker"));
    }
    command.addAll(nice);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx" + settings.launch().heapPerWorker(),
            "-XX:+UseSerialGC",
            // The serial collector leaves them out, and a tight loop could then neither be
            // looked at nor left when the parent dies.
            "-XX:+UseCountedLoopSafepoints",
            "-XX:LoopStripMiningIter=1000",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + directory.crashReport(spawn),
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ActiveProcessorCount=" + cores,
            "-Djava.awt.headless=true"));
    command.addAll(settings.launch().jvmArguments());
    command.add("@" + directory.classPathFile());
    command.add(WorkerMain.class.getName());
    command.add(directory.socket().toString());
    command.add(Integer.toString(slot));
    command.add(Long.toString(spawn));
    command.add(Integer.toString(settings.maxFrame()));
    return command;
  }

  private static List<String> nice(int niceness) {
    if (niceness == 0) {
      return List.of();
    }
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .map(folder -> Path.of(folder, "nice"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(program -> List.of(program.toString(), "-n", Integer.toString(niceness)))
        .orElse(List.of());
  }
}
