package dev.outrigger.cli.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What tells one state of a jar or a folder of classes from another, without reading them: sizes
 * and times. The time of the last change of a file's attributes is among them, which nobody can
 * set, as builds and copies set the other one.
 */
final class FileState {
  private FileState() {}

  /** Of a file, or of a folder with all files in it, in a fixed order. */
  static List<String> of(Path root) throws IOException {
    List<String> state = new ArrayList<>();
    state.add(root.toAbsolutePath().normalize().toString());
    for (Path file : files(root)) {
      state.add(root.relativize(file) + " " + attributes(file));
    }
    return state;
  }

  /** All regular files in a folder; the file itself for a file. */
  static List<Path> files(Path root) throws IOException {
    try (Stream<Path> inside = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return inside.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static String attributes(Path file) throws IOException {
    String which =
        file.getFileSystem().supportedFileAttributeViews().contains("unix")
            ? "unix:size,lastModifiedTime,ctime,ino"
            : "size,lastModifiedTime";
    return new TreeMap<>(Files.readAttributes(file, which)).toString();
  }
}
