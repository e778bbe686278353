package dev.outrigger.web.development;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the source of a program lies: below the working directory as usual, or beside the one file
 * that was started. A frame may come from another process and name whatever it likes, so that only
 * plain names are looked for, and what a link leads out of a folder to is not read.
 *
 * <p>Threading: reads files; not for a loop. One object serves one page.
 */
final class SourceFolders {
  private static final int LARGEST_FILE = 1 << 20;
  private static final int MOST_LOOKED_FOR = 100;
  private static final int LONGEST_NAME = 500;
  private static final List<String> USUAL = List.of("src/main/java", "src/test/java", ".");
  private static final Pattern FILE = Pattern.compile("[\\p{L}\\p{N}_$-]{1,200}\\.java");
  private static final Pattern CLASS =
      Pattern.compile("(?:[\\p{L}_][\\p{L}\\p{N}_]*\\.)*[\\p{L}_$][\\p{L}\\p{N}_$/-]*");
  private static final Pattern PACKAGE =
      Pattern.compile("(?m)^[ \\t]*package[ \\t]+([\\p{L}\\p{N}_.]+)[ \\t]*;");

  private final List<Path> roots;
  private final List<Path> started;
  private final Map<Path, Optional<List<String>>> known = new HashMap<>();

  private SourceFolders(List<Path> roots, List<Path> started) {
    this.roots = roots;
    this.started = started;
  }

  /** None at all. */
  static SourceFolders none() {
    return new SourceFolders(List.of(), List.of());
  }

  static SourceFolders ofThisProcess() {
    return of(Path.of("").toAbsolutePath(), System.getProperty("sun.java.command", ""));
  }

  /**
   * Those of a process.
   *
   * @param command how it was started, as far as the JVM tells
   */
  static SourceFolders of(Path working, String command) {
    return new SourceFolders(
        USUAL.stream().map(working::resolve).toList(), foldersOf(working, command));
  }

  private static List<Path> foldersOf(Path working, String command) {
    var folders = new ArrayList<Path>();
    for (String word : command.split(" ", -1)) {
      if (word.endsWith(".java")) {
        folderOf(working, word).ifPresent(folders::add);
      }
    }
    return folders;
  }

  private static Optional<Path> folderOf(Path working, String file) {
    try {
      return Optional.ofNullable(working.resolve(file).toAbsolutePath().normalize().getParent());
    } catch (InvalidPathException noFile) {
      return Optional.empty();
    }
  }

  /** The lines of the file that a frame is in; empty if it can't be found. */
  Optional<List<String>> lines(StackTraceElement frame) {
    String file = frame.getFileName();
    String type = frame.getClassName();
    if (file == null
        || type.length() > LONGEST_NAME
        || !FILE.matcher(file).matches()
        || !CLASS.matcher(type).matches()) {
      return Optional.empty();
    }
    String packageName = type.substring(0, Math.max(0, type.lastIndexOf('.')));
    String path = packageName.isEmpty() ? file : packageName.replace('.', '/') + "/" + file;
    for (Path root : roots) {
      Optional<List<String>> found = read(root, path, packageName);
      if (found.isPresent()) {
        return found;
      }
    }
    // The one file that was started lies where it likes, whatever its package.
    for (Path folder : started) {
      Optional<List<String>> found = read(folder, file, packageName);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> read(Path root, String path, String packageName) {
    Path file = root.resolve(path);
    Optional<List<String>> lines = known.get(file);
    if (lines == null) {
      lines = known.size() < MOST_LOOKED_FOR ? readAnew(root, file, packageName) : Optional.empty();
      known.put(file, lines);
    }
    return lines;
  }

  private static Optional<List<String>> readAnew(Path root, Path file, String packageName) {
    try {
      if (!Files.isRegularFile(file)) {
        return Optional.empty();
      }
      Path real = file.toRealPath();
      if (!real.startsWith(root.toRealPath()) || Files.size(real) > LARGEST_FILE) {
        return Optional.empty();
      }
      String text = new String(Files.readAllBytes(real), StandardCharsets.UTF_8);
      Matcher declared = PACKAGE.matcher(text);
      String actual = declared.find() ? declared.group(1) : "";
      return actual.equals(packageName) ? Optional.of(text.lines().toList()) : Optional.empty();
    } catch (IOException | SecurityException unreadable) {
      return Optional.empty();
    }
  }
}
