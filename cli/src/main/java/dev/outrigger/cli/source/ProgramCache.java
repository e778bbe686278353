package dev.outrigger.cli.source;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Compiled programs on disk, one folder each, named after the fingerprint of their sources. An
 * entry is made aside and appears by one rename, so a reader sees all of it or nothing, and of two
 * processes that compile the same program at once the second finds the first one's entry and uses
 * that.
 *
 * <p>An entry holds {@code classes/}, {@code program} with the names of the classes of the
 * program's own file, and {@code resources/}: a link, at the depth of the program's package, back
 * to the folder of the source. So {@code Program.class.getResource("page.html")} finds the file
 * beside the source, as it is now, here and in pool workers, which know nothing but a list of
 * folders.
 *
 * <p>Entries are not removed here: a server that runs for months still loads classes from its own.
 */
public final class ProgramCache {
  private final Path root;

  private ProgramCache(Path root) {
    this.root = root;
  }

  /**
   * The cache of the current user: {@code $XDG_CACHE_HOME/outrigger}, or {@code
   * ~/.cache/outrigger}.
   */
  public static ProgramCache ofUser() {
    return of(System.getenv(), Path.of(System.getProperty("user.home")));
  }

  static ProgramCache of(Map<String, String> environment, Path userHome) {
    // The XDG specification says to ignore a relative path.
    Path base = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
    return new ProgramCache(
        (base.isAbsolute() ? base : userHome.resolve(".cache")).resolve("outrigger"));
  }

  /**
   * The compiled form of a source file, made now or earlier.
   *
   * @throws SourceError if the file doesn't compile
   */
  public CompiledProgram compile(Path file) throws IOException, SourceError {
    SourceFolder source = new SourceFolder(file);
    while (true) {
      String fingerprint = source.fingerprint();
      Path entry = root.resolve(fingerprint);
      if (isWhole(entry)) {
        return read(file, entry);
      }
      if (Files.isDirectory(entry)) {
        // A full disk or a broom was here. It goes by a rename, as another process may be looking.
        Path aside = Files.createTempDirectory(root, "broken-");
        Files.move(entry, aside.resolve("entry"));
        delete(aside);
      }
      Path made = make(source);
      // A file saved meanwhile would leave new classes under the name of the old sources.
      if (source.fingerprint().equals(fingerprint)) {
        publish(made, entry);
      } else {
        delete(made);
      }
    }
  }

  private static boolean isWhole(Path entry) throws IOException {
    Path names = entry.resolve("program");
    return Files.isReadable(names)
        && Files.size(names) > 0
        && Files.readAllLines(names).stream()
            .map(name -> entry.resolve("classes").resolve(name.replace('.', '/') + ".class"))
            .allMatch(Files::isRegularFile);
  }

  private Path make(SourceFolder source) throws IOException, SourceError {
    Path made;
    try {
      Files.createDirectories(root);
      made = Files.createTempDirectory(root, "new-");
    } catch (FileSystemException e) {
      throw new SourceError(
          "cannot keep compiled classes in %s (%s); set XDG_CACHE_HOME to a folder that can be written"
              .formatted(root, e));
    }
    boolean complete = false;
    try {
      Path classes = Files.createDirectory(made.resolve("classes"));
      SourceCompiler.Output output = SourceCompiler.ofThisJdk().compile(source, classes);
      Path resources = made.resolve("resources");
      Path place =
          output.packageName().isEmpty()
              ? resources
              : resources.resolve(output.packageName().replace('.', '/'));
      Files.createDirectories(place.getParent());
      Files.createSymbolicLink(place, source.folder());
      Files.write(made.resolve("program"), output.programClasses());
      complete = true;
      return made;
    } finally {
      if (!complete) {
        delete(made);
      }
    }
  }

  private static void publish(Path made, Path entry) throws IOException {
    try {
      Files.move(made, entry, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      throw e;
    } catch (FileSystemException e) {
      delete(made);
      if (!Files.isDirectory(entry)) {
        throw e;
      }
    }
  }

  private static CompiledProgram read(Path file, Path entry) throws IOException {
    return new CompiledProgram(
        file,
        List.of(entry.resolve("classes"), entry.resolve("resources")),
        Files.readAllLines(entry.resolve("program")));
  }

  /** Links are removed, not followed: behind one lie the user's sources. */
  private static void delete(Path folder) throws IOException {
    try (Stream<Path> inside = Files.walk(folder)) {
      for (Path path : inside.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
