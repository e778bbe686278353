package dev.outrigger.pool.process;

import dev.outrigger.pool.worker.WorkerMain;
import java.io.File;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds where the classes of this program come from, so that workers find them too. */
public final class ClassPaths {
  private ClassPaths() {}

  /** From the nearest class loader to the JVM's own class path and module path. */
  public static List<Path> current() {
    Set<Path> found = new LinkedHashSet<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (; loader != null; loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          file(url).ifPresent(found::add);
        }
      }
    }
    addAll(System.getProperty("java.class.path", ""), found);
    addAll(System.getProperty("jdk.module.path", ""), found);
    ownJar().ifPresent(found::add);
    return List.copyOf(found);
  }

  private static void addAll(String joined, Set<Path> found) {
    Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(joined)
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(entry).toAbsolutePath().normalize())
        .forEach(found::add);
  }

  private static Optional<Path> ownJar() {
    CodeSource source = WorkerMain.class.getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? Optional.empty()
        : file(source.getLocation());
  }

  private static Optional<Path> file(URL url) {
    if (!url.getProtocol().equals("file")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Path.of(new URI(url.toString())));
    } catch (URISyntaxException e) {
      return Optional.of(Path.of(url.getPath()));
    }
  }

  /**
   * As the java command takes it: a folder of jars, as module paths have them, stands for its jars.
   */
  static String joined(List<Path> entries) {
    return String.join(
        File.pathSeparator, entries.stream().map(ClassPaths::asClassPathEntry).toList());
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
