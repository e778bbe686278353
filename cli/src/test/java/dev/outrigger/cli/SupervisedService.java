package dev.outrigger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.supervisor.control.Command;
import dev.outrigger.supervisor.control.Control;
import dev.outrigger.supervisor.control.Control.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A service of several server processes, and what its operator asks of it. */
final class SupervisedService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path folder;
  private final ServerProcess process;

  private SupervisedService(Path folder, ServerProcess process) {
    this.folder = folder;
    this.process = process;
  }

  /** Serves a program of this text, which is the body of its {@code configure(app)}. */
  static SupervisedService serve(Path folder, String routes, String... options) throws Exception {
    save(folder, routes);
    return start(folder, List.of(), options);
  }

  /** Saves the program, for the next generation. */
  static void save(Path folder, String routes) throws IOException {
    Files.writeString(folder.resolve("Program.java"), Programs.withRoutes(routes));
  }

  /** Serves what was saved, behind other words of a command line. */
  static SupervisedService start(Path folder, List<String> before, String... options)
      throws Exception {
    List<String> command =
        new ArrayList<>(List.of("serve", "Program.java", "--control", control(folder).toString()));
    command.addAll(List.of("--pool-workers", "1", "--probe", "/ping"));
    command.addAll(List.of(options));
    if (!command.contains("--bind")) {
      command.addAll(List.of("--bind", "127.0.0.1:0"));
    }
    ServerProcess process =
        ServerProcess.start(
            before, folder, folder.resolve("cache"), command.toArray(String[]::new));
    try {
      return new SupervisedService(folder, process.ready());
    } catch (Exception | Error e) {
      process.close();
      throw e;
    }
  }

  private static Path control(Path folder) {
    return folder.resolve("control");
  }

  ServerProcess process() {
    return process;
  }

  URI uri() {
    return process.uri();
  }

  /** Waits for a line of its log. */
  void awaitLog(String text) throws InterruptedException {
    String _ = process.errors().await(text);
  }

  Outcome tell(Command command) throws IOException {
    return Control.send(control(folder), command);
  }

  /** Has it done, and waits until it is. */
  void must(Command command) throws IOException {
    Outcome outcome = tell(command);
    assertThat(outcome.done()).as(outcome.line()).isTrue();
  }

  void reload() throws IOException {
    must(new Command.Reload());
  }

  void scale(int count) throws IOException {
    must(new Command.Scale(count));
  }

  /** Its server processes, as {@code ctl status} tells of them. */
  List<Map<String, String>> rows() throws IOException {
    return tell(new Command.Status()).rows().stream().map(row -> row.values()).toList();
  }

  /** The server processes in a stage. */
  List<ProcessHandle> servers(String stage) throws IOException {
    return rows().stream()
        .filter(row -> stage.equals(row.get("stage")) && row.containsKey("pid"))
        .flatMap(row -> ProcessHandle.of(Long.parseLong(row.getOrDefault("pid", "0"))).stream())
        .toList();
  }

  /** Waits for what nothing tells of. */
  static void await(String what, Callable<Boolean> holds) throws Exception {
    await(what, PATIENCE, holds);
  }

  static void await(String what, Duration patience, Callable<Boolean> holds) throws Exception {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!holds.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  /** Whether a process has not ended; one that waits for its parent to take note of it has. */
  static boolean lives(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      return !stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException gone) {
      return false;
    }
  }

  /** Stops a process; returns when none of its threads does anything any more. */
  static void stop(ProcessHandle process) throws Exception {
    Process kill = new ProcessBuilder("kill", "-STOP", String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
    await("all its threads stand still", () -> standsStill(process));
  }

  /** The signal is on its way to one of its threads at first; the others may still accept. */
  private static boolean standsStill(ProcessHandle process) throws IOException {
    Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
    try (Stream<Path> all = Files.list(threads)) {
      return all.allMatch(SupervisedService::isStopped);
    }
  }

  private static boolean isStopped(Path thread) {
    try {
      String stat = Files.readString(thread.resolve("stat"));
      return stat.startsWith(") T", stat.lastIndexOf(')'));
    } catch (IOException ended) {
      return true;
    }
  }

  void awaitNothingIsLeft() throws Exception {
    await("nothing is left", () -> process.living().isEmpty());
  }

  @Override
  public void close() {
    process.close();
  }
}
