package dev.outrigger.pool.process;

import dev.outrigger.pool.worker.Rehearsal;
import dev.outrigger.pool.worker.WorkerMain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a worker JVM is started: by a shell that ignores the signals of the terminal and then becomes
 * the JVM. Ctrl-C goes to every process of the terminal's foreground group, but the parent decides
 * when its workers go; and a signal that is ignored when a JVM starts stays ignored in it, from its
 * first instant on. TERM still ends a worker.
 */
public final class CommandLine {
  static final Path SHELL = Path.of("/bin/sh");

  /** From here on a JVM has other pointers, and needs another archive. */
  private static final long LARGE_HEAP = 32L << 30;

  /** Once in each process is enough. */
  private static final AtomicBoolean TOLD = new AtomicBoolean();

  private final Settings settings;
  private final PrivateDirectory directory;
  private final List<String> nice;
  private final ToolOptions toolOptions;
  private final Optional<StartupArchive> archive;
  private final LongFunction<List<String>> more;

  /**
   * Writes the class path into a file, since it may be longer than a command line.
   *
   * @param more arguments for the worker of a spawn
   */
  public CommandLine(Settings settings, PrivateDirectory directory, LongFunction<List<String>> more)
      throws IOException {
    this.settings = settings;
    this.more = more;
    this.directory = directory;
    Launch launch = settings.launch();
    this.nice = nice(launch.niceness());
    this.toolOptions = ToolOptions.of(System.getenv(), launch.environment());
    tellWhatIsWithheld();
    Optional<Path> own = WorkerJar.locate(launch.startupCache().folder());
    this.archive = launch.startupCache().on() ? own.flatMap(this::archive) : Optional.empty();
    directory.restore();
    for (Map.Entry<String, String> services :
        ModuleServices.files(ModuleLayer.boot(), launch.classPath()).entrySet()) {
      directory.keep(
          directory.classes().resolve(services.getKey()),
          services.getValue().getBytes(StandardCharsets.UTF_8));
    }
    Stream<Path> entries =
        Stream.of(own.stream(), launch.classPath().stream(), Stream.of(directory.classes()))
            .flatMap(part -> part);
    String quoted = ClassPaths.joined(entries).replace("\\", "\\\\").replace("\"", "\\\"");
    String argument = "-cp\n\"" + quoted + "\"\n";
    directory.keep(directory.classPathFile(), argument.getBytes(StandardCharsets.UTF_8));
  }

  private void tellWhatIsWithheld() {
    if (!toolOptions.withheld().isEmpty() && !TOLD.getAndSet(true)) {
      System.getLogger("dev.outrigger.pool." + settings.name())
          .log(
              System.Logger.Level.INFO,
              "workers start without "
                  + String.join(" ", toolOptions.withheld())
                  + " of this process's environment, since only one process can have that port; a debugger gets a port of each worker by jvmArguments with address=0");
    }
  }

  private Optional<StartupArchive> archive(Path jar) {
    return CacheFolder.open(settings.launch().startupCache().folder(), "start-up")
        .flatMap(cache -> StartupArchive.of(cache, training(jar), toolOptions));
  }

  private Training training(Path jar) {
    return new Training(
        jar,
        List.of(),
        rehearsed(),
        socket -> List.of(Rehearsal.class.getName(), socket.toString()),
        Duration.ofMinutes(1));
  }

  /** An archive suits every heap with the same kind of pointers. */
  private List<String> rehearsed() {
    long heap = settings.launch().heap().perWorker();
    boolean small = heap < LARGE_HEAP;
    return Stream.concat(Stream.of("-Xmx" + (small ? HostBudget.MOST : heap)), flags().stream())
        .toList();
  }

  /** What a start-up archive depends on, and nothing that differs from worker to worker. */
  private List<String> flags() {
    List<String> flags = new ArrayList<>();
    if (!toolOptions.chooseCollector(settings.launch().jvmArguments())) {
      flags.add("-XX:+UseSerialGC");
    }
    flags.addAll(
        List.of(
            // The serial collector leaves them out, and a tight loop could then neither be
            // looked at nor left when the parent dies.
            "-XX:+UseCountedLoopSafepoints",
            "-XX:LoopStripMiningIter=1000",
            // A killed worker would leave its file behind.
            "-XX:-UsePerfData",
            "-Djava.awt.headless=true"));
    flags.addAll(settings.launch().jvmArguments());
    return flags;
  }

  /** Starts a worker with what there is now. */
  Started start(int slot, long spawn) throws IOException {
    Optional<Path> archived = archive.flatMap(StartupArchive::file);
    ProcessBuilder builder = new ProcessBuilder(forSpawn(slot, spawn, archived));
    builder.environment().putAll(settings.launch().environment());
    toolOptions.into(builder.environment());
    settings.launch().directory().map(Path::toFile).ifPresent(builder::directory);
    return new Started(builder.redirectErrorStream(true).start(), archived);
  }

  /** A worker is ready: now is the time to make the next ones quicker. */
  void ready() {
    archive.ifPresent(StartupArchive::wanted);
  }

  /** Sees to it that no broom takes the files of the workers for old. */
  public void keepFilesYoung() {
    directory.touch();
    Ephemeral.touch();
  }

  /** The pool ends. */
  public void close() {
    archive.ifPresent(StartupArchive::stop);
  }

  /** A worker died before it was ready. Was it a crash, then perhaps of its archive. */
  void stillborn(Started started, long spawn) {
    if (Files.exists(directory.crashReport(spawn))) {
      started.archive().ifPresent(file -> archive.ifPresent(its -> its.distrust(file)));
    }
  }

  private List<String> forSpawn(int slot, long spawn, Optional<Path> archived) {
    int cores = Math.max(1, Runtime.getRuntime().availableProcessors() / settings.plan().size());
    List<String> command = new ArrayList<>();
    if (Files.isExecutable(SHELL)) {
      command.addAll(List.of(SHELL.toString(), "-c", "trap '' INT HUP; exec \"$@\"", "worker"));
    }
    command.addAll(Wake.withParent());
    command.addAll(nice);
    command.add(java().toString());
    archived.ifPresent(file -> command.addAll(StartupArchive.arguments(file)));
    command.addAll(
        List.of(
            "-Xmx" + settings.launch().heap().perWorker(),
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:ErrorFile=" + directory.crashReport(spawn),
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ActiveProcessorCount=" + cores));
    command.addAll(flags());
    command.addAll(
        List.of(
            "@" + directory.classPathFile(),
            WorkerMain.class.getName(),
            directory.socket().toString(),
            Integer.toString(slot),
            Long.toString(spawn),
            Integer.toString(settings.maxFrame()),
            directory.ledger(spawn).toString()));
    command.addAll(more.apply(spawn));
    return command;
  }

  static Path java() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static List<String> nice(int niceness) {
    if (niceness == 0) {
      return List.of();
    }
    return program("nice")
        .map(program -> List.of(program.toString(), "-n", Integer.toString(niceness)))
        .orElse(List.of());
  }

  static Optional<Path> program(String name) {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin");
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(path)
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** A process, and the archive that it was given. */
  record Started(Process process, Optional<Path> archive) {}
}
