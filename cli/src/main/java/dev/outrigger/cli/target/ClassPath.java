package dev.outrigger.cli.target;

import dev.outrigger.cli.naming.NearestName;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Class paths as the {@code java} command takes them. */
public final class ClassPath {
  private ClassPath() {}

  /**
   * Its jars and folders; {@code lib/*} stands for all jars of a folder.
   *
   * @throws TargetError if one of them is not there
   */
  public static List<Path> read(String text) throws TargetError, IOException {
    List<Path> roots = new ArrayList<>();
    for (String part :
        Pattern.compile(File.pathSeparator, Pattern.LITERAL).splitAsStream(text).toList()) {
      if (part.endsWith("*")) {
        roots.addAll(jarsIn(part));
      } else if (!part.isEmpty()) {
        roots.add(existing(Path.of(part)));
      }
    }
    return roots;
  }

  private static List<Path> jarsIn(String wildcard) throws TargetError, IOException {
    Path folder = Path.of(wildcard.substring(0, wildcard.length() - 1));
    List<Path> jars = Files.isDirectory(folder) ? jars(folder) : List.of();
    if (jars.isEmpty()) {
      throw new TargetError("--class-path names " + wildcard + ", and there is no jar");
    }
    return jars;
  }

  static List<Path> jars(Path folder) throws IOException {
    return named(folder, ".jar");
  }

  /** The files of a folder whose names end like this, in their order. */
  static List<Path> named(Path folder, String ending) throws IOException {
    try (Stream<Path> inside = Files.list(folder)) {
      return inside
          .filter(path -> path.toString().endsWith(ending) && Files.isRegularFile(path))
          .sorted()
          .toList();
    }
  }

  private static Path existing(Path root) throws TargetError, IOException {
    if (!Files.exists(root)) {
      throw new TargetError("--class-path names " + root + ", which is not there" + nearest(root));
    }
    return root;
  }

  /** What somebody may have meant by a path that is not there; empty, or the end of a sentence. */
  static String nearest(Path missing) throws IOException {
    Path folder = Optional.ofNullable(missing.getParent()).orElse(Path.of(""));
    if (!Files.isDirectory(folder)) {
      return "";
    }
    try (Stream<Path> inside = Files.list(folder)) {
      List<String> names = inside.map(path -> path.getFileName().toString()).toList();
      return NearestName.to(String.valueOf(missing.getFileName()), names)
          .map(name -> "; did you mean " + missing.resolveSibling(name) + "?")
          .orElse("");
    }
  }

  /** With the jars that the manifests of jars name, each once and behind who names it first. */
  static List<Path> withManifests(List<Path> roots) throws IOException, TargetError {
    Set<Path> all = new LinkedHashSet<>();
    for (Path root : roots) {
      addWithManifest(root, all);
    }
    return List.copyOf(all);
  }

  private static void addWithManifest(Path root, Set<Path> all) throws IOException, TargetError {
    if (all.add(root.toAbsolutePath().normalize()) && Files.isRegularFile(root)) {
      String named = attribute(root, Attributes.Name.CLASS_PATH.toString()).orElse("");
      for (String each : named.strip().split(" +", -1)) {
        Optional<Path> next = each.isEmpty() ? Optional.empty() : relative(root, each);
        // As the JVM does it: what is not there is left out.
        if (next.filter(Files::exists).isPresent()) {
          addWithManifest(next.get(), all);
        }
      }
    }
  }

  private static Optional<Path> relative(Path jar, String url) {
    try {
      URI found = jar.toUri().resolve(url);
      return "file".equals(found.getScheme()) ? Optional.of(Path.of(found)) : Optional.empty();
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /**
   * What the manifest of a jar says; empty for a folder.
   *
   * @throws TargetError if it is no jar
   */
  static Optional<String> attribute(Path root, String name) throws TargetError {
    if (!Files.isRegularFile(root)) {
      return Optional.empty();
    }
    try (JarFile jar = new JarFile(root.toFile())) {
      return Optional.ofNullable(jar.getManifest())
          .map(manifest -> manifest.getMainAttributes().getValue(name))
          .map(String::strip);
    } catch (IOException e) {
      throw new TargetError(root + " is no jar that can be read: " + e.getMessage());
    }
  }
}
