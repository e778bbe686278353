package dev.outrigger.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  private static final int PATIENCE_SECONDS = 30;

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
    // A shell's background job ignores INT, and so would all it starts: this test may be in one.
    List<String> command =
        new ArrayList<>(
            List.of(
                "setsid",
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("outrigger.jar")));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    return new ServerProcess(builder.start());
  }

  /** Waits until the command says that it serves. */
  ServerProcess ready() throws Exception {
    Matcher url = URL.matcher(output.await("Serving "));
    assertThat(url.find()).isTrue();
    uri = URI.create(url.group());
    return this;
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
