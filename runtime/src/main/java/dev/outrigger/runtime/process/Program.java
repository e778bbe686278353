package dev.outrigger.runtime.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Looks for what is to be run before it is: what starts it for us could only tell by an exit code
 * that a program may have as well.
 */
final class Program {
  private static final String USUAL_PATH = "/usr/local/bin:/usr/bin:/bin";
  private static final int LONGEST_FIRST_LINE = 255;

  private Program() {}

  /** Throws, with one line that says why, if the command can't be run. */
  static void check(Command command, Map<String, String> environment) throws IOException {
    Path here = command.directory().orElse(Path.of("")).toAbsolutePath();
    if (!Files.exists(here)) {
      throw new NoSuchFileException(
          here.toString(), null, "no such directory to run \"" + command + "\" in");
    }
    if (!Files.isDirectory(here)) {
      throw new NotDirectoryException(here + ": not a directory to run \"" + command + "\" in");
    }
    String name = command.words().getFirst();
    checkInterpreter(name.indexOf('/') >= 0 ? given(here, name) : inPath(here, name, environment));
  }

  private static Path given(Path here, String name) throws IOException {
    Path file = here.resolve(name);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(name, null, "no such program" + seenFrom(here, name));
    }
    checkExecutable(file);
    return file;
  }

  private static String seenFrom(Path here, String name) {
    return name.startsWith("/") ? "" : " from " + here;
  }

  private static Path inPath(Path here, String name, Map<String, String> environment)
      throws IOException {
    String path = environment.getOrDefault("PATH", USUAL_PATH);
    List<Path> forbidden = new ArrayList<>();
    for (String folder : path.split(":", -1)) {
      Path file = here.resolve(folder).resolve(name);
      if (Files.isRegularFile(file)) {
        if (Files.isExecutable(file)) {
          return file;
        }
        forbidden.add(file);
      }
    }
    if (!forbidden.isEmpty()) {
      checkExecutable(forbidden.getFirst());
    }
    throw new NoSuchFileException(
        name, null, "no such program in PATH (" + path + "); install it, or give its path");
  }

  private static void checkExecutable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new AccessDeniedException(file.toString(), null, "it is a directory, not a program");
    }
    if (!Files.isExecutable(file)) {
      throw new AccessDeniedException(
          file.toString(), null, "it is not executable for this user; chmod +x it");
    }
  }

  private static void checkInterpreter(Path script) throws IOException {
    if (!Files.isReadable(script)) {
      return;
    }
    String head;
    try (InputStream in = Files.newInputStream(script)) {
      head = new String(in.readNBytes(LONGEST_FIRST_LINE), UTF_8);
    }
    if (!head.startsWith("#!")) {
      return;
    }
    String line = head.substring(2).lines().findFirst().orElse("").strip();
    String interpreter = line.split("\\s", 2)[0];
    if (interpreter.startsWith("/") && !Files.isExecutable(Path.of(interpreter))) {
      throw new NoSuchFileException(
          script.toString(), null, "the interpreter of its first line is missing: " + interpreter);
    }
  }
}
