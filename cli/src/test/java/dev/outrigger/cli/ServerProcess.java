package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.cli.server.ServerLaunch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The packaged command as a process group of its own, as a terminal runs it: what is sent to the
 * group reaches the server and its workers.
 */
final class ServerProcess implements AutoCloseable {
  private static final Pattern URL = Pattern.compile("http://[^ ]+:\\d+/");
  private static final int PATIENCE_SECONDS = 180;

  private final Process process;
  private final Lines output;
  private final Lines errors;
  private final HttpClient client = HttpClient.newHttpClient();
  private URI uri = URI.create("http://not.yet/");

  private ServerProcess(Process process) {
    this.process = process;
    this.output = new Lines(process.inputReader());
    this.errors = new Lines(process.errorReader());
  }

  /** Starts the command in a folder, with a cache folder of the test's own. */
  static ServerProcess start(Path folder, Path cache, String... arguments) throws IOException {
    return start(folder, Map.of("XDG_CACHE_HOME", cache.toString()), arguments);
  }

  /** The same, with more in the environment. */
  static ServerProcess start(Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    return start(List.of(), folder, environment, arguments);
  }

  /** The same, by another command, which these words begin. */
  static ServerProcess start(List<String> before, Path folder, Path cache, String... arguments)
      throws IOException {
    return start(before, folder, Map.of("XDG_CACHE_HOME", cache.toString()), arguments);
  }

  private static ServerProcess start(
      List<String> before, Path folder, Map<String, String> environment, String... arguments)
      throws IOException {
    // A shell's background job ignores INT, and so would all it starts: this test may be in one.
    List<String> command = new ArrayList<>(List.of("setsid", "env", "--default-signal=INT"));
    command.addAll(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("outrigger.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    // How soon one starts on a busy machine is no test's concern; the reason comes in time, though.
    builder.environment().put("OUTRIGGER_START_TIMEOUT", (PATIENCE_SECONDS - 10) + "s");
    builder.environment().putAll(environment);
    return new ServerProcess(builder.start());
  }

  /** Waits until the command says that it serves. */
  ServerProcess ready() throws Exception {
    try {
      Matcher url = URL.matcher(output.await("Serving "));
      assertThat(url.find()).isTrue();
      uri = URI.create(url.group());
      return this;
    } catch (InterruptedException e) {
      // Nobody has it yet to close it.
      close();
      throw e;
    } catch (AssertionError e) {
      close();
      throw new AssertionError(e.getMessage() + "; it said " + errors.all(), e);
    }
  }

  /** The same where the command writes into a file. */
  ServerProcess ready(LogText log) {
    Matcher url = URL.matcher(log.await("Serving "));
    assertThat(url.find()).isTrue();
    uri = URI.create(url.group());
    return this;
  }

  /** The command itself, or what was put before it. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  URI uri() {
    return uri;
  }

  Lines output() {
    return output;
  }

  Lines errors() {
    return errors;
  }

  String get(String path) throws IOException, InterruptedException {
    return client.send(request(path), HttpResponse.BodyHandlers.ofString()).body();
  }

  String post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** How the answer is coded for a client that takes this coding. */
  String coding(String path, String accepted) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri.resolve(path)).header("Accept-Encoding", accepted).build();
    return client
        .send(request, HttpResponse.BodyHandlers.discarding())
        .headers()
        .firstValue("Content-Encoding")
        .orElse("");
  }

  CompletableFuture<HttpResponse<String>> send(String path) {
    return client.sendAsync(request(path), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(uri.resolve(path)).build();
  }

  /** The living processes of the group: the server, its workers, and whatever they started. */
  List<Long> living() {
    return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::livesInGroup).toList();
  }

  /** A dead orphan has a process id until the system's first process has collected it: a zombie. */
  private boolean livesInGroup(long pid) {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 4);
      String state = fields[0];
      long group = Long.parseLong(fields[2]);
      return group == process.pid() && !state.equals("Z");
    } catch (IOException e) {
      // Gone before the file was opened, or while it was read.
      return false;
    }
  }

  /** The server processes of an arbiter. */
  List<ProcessHandle> servers() {
    return process
        .children()
        .filter(
            each -> each.info().commandLine().orElse("").contains(" " + ServerLaunch.NAME + " "))
        .toList();
  }

  /** Sends a signal to the server alone, or to its group as the terminal does for Ctrl-C. */
  void signal(String name, boolean group) throws IOException, InterruptedException {
    String receiver = (group ? "-" : "") + process.pid();
    Process kill = new ProcessBuilder("kill", "-" + name, "--", receiver).inheritIO().start();
    assertThat(kill.waitFor()).isZero();
  }

  int exitStatus() throws InterruptedException, TimeoutException {
    if (!process.waitFor(PATIENCE_SECONDS, SECONDS)) {
      throw new TimeoutException("the command still runs");
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    client.shutdownNow();
    living().forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
  }
}
