package dev.outrigger.cli.target;

import dev.outrigger.cli.naming.NearestName;
import dev.outrigger.cli.source.SourceError;
import dev.outrigger.web.Application;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;

/**
 * Which class of a class path is the application: the one that was named, or else the one that the
 * manifest of the first jar names, or else its main class, or else the only one in it.
 *
 * @param named for messages
 * @param originals of the class path, which messages name
 * @param className that was named
 */
record ApplicationName(String named, List<Path> originals, Optional<String> className) {
  static final String ATTRIBUTE = "Outrigger-Application";
  private static final String EXPECTED = "a class that implements " + Application.class.getName();

  /**
   * Finds it.
   *
   * @param roots the copies of the originals
   */
  List<String> find(List<Path> roots) throws IOException, SourceError {
    try (ApplicationScan scan = ApplicationScan.of(roots)) {
      Optional<String> wanted = className;
      if (wanted.isEmpty()) {
        wanted = ClassPath.attribute(roots.getFirst(), ATTRIBUTE);
      }
      return List.of(wanted.isPresent() ? checked(wanted.get(), scan) : found(roots, scan));
    } catch (TargetError e) {
      throw new SourceError("outrigger: " + e.getMessage());
    }
  }

  private String checked(String name, ApplicationScan scan) throws IOException, TargetError {
    String where =
        className.isPresent()
            ? "on the class path (" + joined() + ")"
            : "in " + named + ", whose manifest names it as " + ATTRIBUTE;
    if (!scan.has(name)) {
      throw new TargetError("there is no class " + name + " " + where + nearest(name, scan));
    }
    if (!scan.isApplicationClass(name)) {
      throw new TargetError(
          "%s %s is no application, which is %s%s"
              .formatted(name, where, EXPECTED, others(scan.applications())));
    }
    return name;
  }

  private String found(List<Path> roots, ApplicationScan scan) throws IOException, TargetError {
    Optional<String> main =
        ClassPath.attribute(roots.getFirst(), Attributes.Name.MAIN_CLASS.toString());
    if (main.isPresent() && scan.isApplicationClass(main.get())) {
      return main.get();
    }
    List<String> all = scan.applications();
    return switch (all.size()) {
      case 1 -> all.getFirst();
      case 0 ->
          throw new TargetError(
              "there is no application in %s; expected %s, is public and has a public constructor without parameters"
                  .formatted(named, EXPECTED));
      default ->
          throw new TargetError(
              "there are several applications in %s (%s); name one of them: serve %s --class-path %s"
                  .formatted(named, String.join(", ", all), all.getFirst(), joined()));
    };
  }

  private String joined() {
    return String.join(":", originals.stream().map(this::asNamed).toList());
  }

  private String asNamed(Path original) {
    Path here = Path.of("").toAbsolutePath();
    return original.startsWith(here) && !original.equals(here)
        ? here.relativize(original).toString()
        : original.toString();
  }

  private static String nearest(String name, ApplicationScan scan) throws IOException {
    List<String> all = scan.all();
    return all.stream()
        .filter(each -> each.endsWith("." + name))
        .findFirst()
        .or(() -> NearestName.to(name, all))
        .map(meant -> "; did you mean " + meant + "?")
        .orElse("");
  }

  private static String others(List<String> applications) {
    return applications.isEmpty() ? "" : "; there is " + String.join(", ", applications);
  }
}
