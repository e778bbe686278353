package dev.outrigger.cli.target;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What can be served of a folder: source files, jars and classes with an application.
 *
 * @param looked how much was looked at, for the message when nothing is found
 */
record FolderSearch(Path folder, List<Path> classPath, List<Target> found, String looked) {
  static FolderSearch of(Path folder, List<Path> classPath) throws IOException, TargetError {
    List<Target> found = new ArrayList<>();
    List<Path> sources = ClassPath.named(folder, ".java");
    for (Path file : SourceScan.applications(sources)) {
      found.add(new Target.Source(file, classPath));
    }
    List<Path> jars = ClassPath.jars(folder);
    for (Path jar : jars) {
      if (hasApplication(jar, classPath)) {
        found.add(Target.jar(jar, classPath));
      }
    }
    List<Path> roots =
        ClassPath.withManifests(Stream.concat(Stream.of(folder), classPath.stream()).toList());
    int classes;
    try (ApplicationScan scan = ApplicationScan.of(roots)) {
      classes = scan.count();
      if (!scan.applications().isEmpty()) {
        found.add(new Target.Classes(folder.toString(), roots, Optional.empty()));
      }
    }
    return new FolderSearch(
        folder,
        classPath,
        found,
        "%d source files, %d jars, %d classes".formatted(sources.size(), jars.size(), classes));
  }

  private static boolean hasApplication(Path jar, List<Path> classPath)
      throws IOException, TargetError {
    if (ClassPath.attribute(jar, ApplicationName.ATTRIBUTE).isPresent()) {
      return true;
    }
    List<Path> roots =
        ClassPath.withManifests(Stream.concat(Stream.of(jar), classPath.stream()).toList());
    try (ApplicationScan scan = ApplicationScan.of(roots)) {
      return !scan.applications().isEmpty();
    }
  }

  /** The one thing that can be served. */
  Target only() throws TargetError {
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new TargetError(
              "there is no application in the folder %s (%s); name a Java source file, a jar, a folder of compiled classes such as target/classes, or a class with --class-path"
                  .formatted(folder, looked));
      default ->
          throw new TargetError(
              "several things in the folder %s can be served; name one of them: %s"
                  .formatted(
                      folder, String.join(", ", found.stream().map(FolderSearch::words).toList())));
    };
  }

  private static String words(Target target) {
    return switch (target) {
      case Target.Source(Path file, List<Path> _) -> file.toString();
      case Target.Classes(String named, List<Path> roots, Optional<String> _) ->
          named.endsWith(".jar") ? named : "CLASS --class-path " + roots.getFirst();
    };
  }
}
