package dev.outrigger.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The shared files of this process, as anybody can see them. */
final class SharedFilesHere {
  private static final String PREFIX = "outrigger-shared-" + ProcessHandle.current().pid() + "-";

  private SharedFilesHere() {}

  static List<Path> folders() throws IOException {
    try (Stream<Path> memory = Files.list(Path.of("/dev/shm"));
        Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return Stream.concat(memory, files)
          .filter(path -> path.getFileName().toString().startsWith(PREFIX))
          .toList();
    }
  }

  /** Files whose names begin so: "m" of the parent, "r" of workers. */
  static List<String> named(String prefix) throws IOException {
    return folders().stream()
        .flatMap(folder -> Stream.of(folder.toFile().list()))
        .filter(name -> name.startsWith(prefix))
        .toList();
  }
}
