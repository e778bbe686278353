package dev.outrigger.pool.process;

import java.io.File;
import java.lang.module.ResolvedModule;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds where the classes of this program come from, so that workers find them too: the URLs of its
 * class loaders, with jars inside of jars unpacked; the class path; the modules that it was
 * resolved to. Workers have all of it on their class path, where no module hides anything from
 * them.
 */
public final class ClassPaths {
  private ClassPaths() {}

  /**
   * From the nearest class loader to the JVM's own class path and modules.
   *
   * @param cacheDirectory where jars are unpacked; empty: in the user's cache
   */
  public static List<Path> current(Optional<Path> cacheDirectory) {
    List<URL> urls = new ArrayList<>();
    addUrls(Thread.currentThread().getContextClassLoader(), urls);
    addUrls(ClassPaths.class.getClassLoader(), urls);
    Set<Path> found = new LinkedHashSet<>(NestedJars.unpacked(urls, cacheDirectory));
    addAll(System.getProperty("java.class.path", ""), found);
    for (ResolvedModule module : ModuleLayer.boot().configuration().modules()) {
      module.reference().location().flatMap(ClassPaths::file).ifPresent(found::add);
    }
    return List.copyOf(found);
  }

  private static void addUrls(@Nullable ClassLoader nearest, List<URL> urls) {
    for (ClassLoader loader = nearest; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader known) {
        urls.addAll(List.of(known.getURLs()));
      }
    }
  }

  private static void addAll(String joined, Set<Path> found) {
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(joined)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .forEach(found::add);
  }

  /** The jar or folder that a module comes from; those of the JDK have none. */
  static Optional<Path> file(ModuleLayer layer, Module module) {
    return layer
        .configuration()
        .findModule(module.getName())
        .flatMap(found -> found.reference().location())
        .flatMap(ClassPaths::file);
  }

  private static Optional<Path> file(URI location) {
    try {
      return location.getScheme().equals("file")
          ? Optional.of(Path.of(location))
          : Optional.empty();
    } catch (IllegalArgumentException | FileSystemNotFoundException _) {
      return Optional.empty();
    }
  }

  /**
   * As the java command takes it: a folder of jars, as module paths have them, stands for its jars.
   */
  static String joined(Stream<Path> entries) {
    return String.join(
        File.pathSeparator, entries.distinct().map(ClassPaths::asClassPathEntry).toList());
  }

  private static String asClassPathEntry(Path entry) {
    String[] names = Files.isDirectory(entry) ? entry.toFile().list() : null;
    boolean jars =
        names != null
            && names.length > 0
            && List.of(names).stream().allMatch(name -> name.endsWith(".jar"));
    return jars ? entry + File.separator + "*" : entry.toString();
  }
}
