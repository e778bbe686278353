package dev.outrigger.bench.supervisor;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A supervisor and how it is started.
 *
 * @param program copied into the folder of each cold start, where nothing of it is compiled yet
 * @param command with %PORT% and %FOLDER% for what each start puts in
 */
record Contender(String name, Path program, List<String> command) {
  Contender {
    command = List.copyOf(command);
  }

  /** Lays the program into an empty folder. */
  void prepare(Path folder) throws IOException {
    var _ =
        Files.copy(
            program, folder.resolve(program.getFileName()), StandardCopyOption.REPLACE_EXISTING);
  }

  /** Starts it; what an earlier start has left in the folder it finds again. */
  Service start(Path folder) throws IOException {
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(
            command.stream()
                .map(word ->
                    word.replace("%PORT%", Integer.toString(port))
                        .replace("%FOLDER%", folder.toString()))
                .toList());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Path log = folder.resolve("log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return new Service(name, builder.start(), port, log);
  }

  /** Not all of them can be told to take any free one. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
