package dev.outrigger.runtime.libraries;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * A server program that a test runs on this machine, on a free port of the loopback interface. A
 * shell at the other end of a pipe ends it and removes its folder as soon as this process lets go
 * of the pipe, however that comes about.
 */
final class LocalServer implements AutoCloseable {
  private static final int TRIES = 5;

  private static final String HOLD =
      """
      exec 3<&0 </dev/null
      signal=$1; folder=$2; shift 2
      "$@" 3<&- &
      held=$!
      (read -r _ <&3; kill -s "$signal" $held) >/dev/null 2>&1 &
      guard=$!
      wait $held
      kill -9 $guard
      rm -rf "$folder"
      """;

  private final Process process;
  private final int port;

  private LocalServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it says that it is ready.
   *
   * @param signal that ends it at once, without the prefix
   * @param folder its own; removed at the end
   * @param ready a part of the line that it prints then
   * @param command for a given port
   */
  static LocalServer start(
      String signal, Path folder, String ready, IntFunction<List<String>> command)
      throws IOException, InterruptedException {
    List<String> said = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      int port = freePort();
      List<String> words =
          new ArrayList<>(List.of("sh", "-c", HOLD, "hold", signal, folder.toString()));
      words.addAll(command.apply(port));
      LocalServer server =
          new LocalServer(new ProcessBuilder(words).redirectErrorStream(true).start(), port);
      if (server.becomesReady(ready, said)) {
        return server;
      }
      server.close();
    }
    throw new IllegalStateException("no server has started in " + TRIES + " tries: " + said);
  }

  /**
   * Where a program of this machine is.
   *
   * @param otherwise a folder with one folder for each version, each with the program in its bin
   * @param debianPackage what to install where it is missing
   */
  static Path program(String name, Path otherwise, String debianPackage) throws IOException {
    List<Path> folders = new ArrayList<>();
    for (String folder : System.getenv().getOrDefault("PATH", "/usr/bin").split(":", -1)) {
      folders.add(Path.of(folder));
    }
    if (Files.isDirectory(otherwise)) {
      try (DirectoryStream<Path> versions = Files.newDirectoryStream(otherwise)) {
        versions.forEach(version -> folders.add(version.resolve("bin")));
      }
    }
    return folders.stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() ->
            new AssertionError(
                "this test runs a real "
                    + name
                    + ", which is not here: apt-get install "
                    + debianPackage));
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IllegalStateException("a server had to be left behind after 10 s");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean becomesReady(String ready, List<String> said) throws IOException {
    BufferedReader lines = process.inputReader(UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.add(line);
      if (line.contains(ready)) {
        Thread.ofPlatform()
            .daemon()
            .name("server-output")
            .start(() -> lines.lines().forEach(_ -> {}));
        return true;
      }
    }
    return false;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
