package dev.outrigger.cli.source;

import dev.outrigger.cli.cache.CacheEntries;
import dev.outrigger.cli.cache.CacheUnusableException;
import dev.outrigger.cli.cache.KeptCopy;
import dev.outrigger.cli.cache.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Programs on disk that are ready to load, whatever they were made from.
 *
 * <p>An entry holds {@code program} with the names of its classes, and {@code roots} with the jars
 * and folders of its class path, which lie in the entry or in entries of their own: no program is
 * loaded from where its user may write over it.
 *
 * <p>They go when nobody has used them for thirty days, see {@link CacheEntries}.
 */
public final class ProgramCache {
  private final CacheEntries entries;

  private ProgramCache(CacheEntries entries) {
    this.entries = entries;
  }

  /** The cache of the current user. */
  public static ProgramCache ofUser() {
    return new ProgramCache(CacheEntries.ofUser());
  }

  /** One in a folder of one's own. */
  public static ProgramCache in(Path root) {
    return new ProgramCache(CacheEntries.in(root));
  }

  static ProgramCache of(Map<String, String> environment, Path userHome) {
    return new ProgramCache(CacheEntries.of(environment, userHome));
  }

  /** Finds the names of the classes of a program among which its application is. */
  @FunctionalInterface
  public interface ClassNames {
    /**
     * Looks into the class path.
     *
     * @throws SourceError if there are none
     */
    List<String> in(List<Path> roots) throws IOException, SourceError;
  }

  /** The same without libraries. */
  public CompiledProgram compile(Path file) throws IOException, SourceError {
    return compile(file, List.of());
  }

  /**
   * The compiled form of a source file, made now or earlier.
   *
   * @param libraries jars and folders that it uses
   * @throws SourceError if the file doesn't compile
   */
  public CompiledProgram compile(Path file, List<Path> libraries) throws IOException, SourceError {
    return program(file.toString(), new Compilation(new SourceFolder(file, copies(libraries))));
  }

  /**
   * A program of classes that somebody has compiled.
   *
   * @param named as its user named it
   * @param classNames asked when these roots are met for the first time
   * @throws SourceError if there is no class for it
   */
  public CompiledProgram keep(String named, List<Path> roots, ClassNames classNames)
      throws IOException, SourceError {
    return program(named, new Gathering(named, copies(roots), classNames));
  }

  /** The same as it was made before, wherever that was; empty if it is gone. */
  public Optional<CompiledProgram> find(String named, Path entry) throws IOException {
    entries.touch(entry);
    return isWhole(entry) ? Optional.of(read(named, entry)) : Optional.empty();
  }

  /** Says that a program is in use. */
  public void touch(CompiledProgram program) {
    entries.touch(program.entry());
    program.roots().forEach(entries::touch);
  }

  private CompiledProgram program(String named, Work<SourceError> work)
      throws IOException, SourceError {
    try {
      CompiledProgram program = read(named, entries.entry(work));
      touch(program);
      return program;
    } catch (CacheUnusableException e) {
      throw new SourceError(String.valueOf(e.getMessage()));
    }
  }

  private List<Path> copies(List<Path> roots) throws IOException, SourceError {
    List<Path> copies = new ArrayList<>();
    for (Path root : roots) {
      try {
        copies.add(KeptCopy.of(root, entries));
      } catch (CacheUnusableException e) {
        throw new SourceError(String.valueOf(e.getMessage()));
      }
    }
    return copies;
  }

  static boolean isWhole(Path entry) throws IOException {
    Path names = entry.resolve("program");
    Path list = entry.resolve("roots");
    if (!Files.isReadable(names) || Files.size(names) == 0 || !Files.isReadable(list)) {
      return false;
    }
    List<Path> roots = roots(entry);
    return roots.stream().allMatch(root -> Files.exists(root, LinkOption.NOFOLLOW_LINKS))
        && Files.readAllLines(names).stream().allMatch(name -> isIn(roots, name));
  }

  private static boolean isIn(List<Path> roots, String name) {
    String file = name.replace('.', '/') + ".class";
    return roots.stream()
        .anyMatch(root -> Files.isRegularFile(root) || Files.isRegularFile(root.resolve(file)));
  }

  static void write(Path entry, List<Path> roots, Iterable<String> classNames) throws IOException {
    Files.write(
        entry.resolve("roots"),
        roots.stream()
            .map(root -> (root.startsWith(entry) ? entry.relativize(root) : root).toString())
            .toList());
    Files.write(entry.resolve("program"), classNames);
  }

  private static CompiledProgram read(String named, Path entry) throws IOException {
    return new CompiledProgram(
        named, entry, roots(entry), Files.readAllLines(entry.resolve("program")));
  }

  private static List<Path> roots(Path entry) throws IOException {
    return Files.readAllLines(entry.resolve("roots")).stream().map(entry::resolve).toList();
  }
}
