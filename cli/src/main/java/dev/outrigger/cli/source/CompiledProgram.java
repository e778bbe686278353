package dev.outrigger.cli.source;

import dev.outrigger.web.Application;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program that is ready to load.
 *
 * @param file the source, as its user named it
 * @param roots folders with its classes and resources
 * @param classNames binary names of the classes in the program's own file
 */
public record CompiledProgram(Path file, List<Path> roots, List<String> classNames) {
  private static final String EXPECTED =
      "one public class that implements "
          + Application.class.getName()
          + " and has a public constructor without parameters";

  /** A loader for the program's classes; nobody closes it while the program runs. */
  public URLClassLoader newLoader() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (Path root : roots) {
      urls.add(root.toUri().toURL());
    }
    return new URLClassLoader(
        "program", urls.toArray(URL[]::new), CompiledProgram.class.getClassLoader());
  }

  /**
   * Makes the one application that the source file holds.
   *
   * @throws SourceError if it holds none or several, or its constructor fails
   */
  public Application newApplication(ClassLoader loader) throws SourceError {
    List<Class<?>> applications = new ArrayList<>();
    List<String> almost = new ArrayList<>();
    for (String name : classNames) {
      Class<?> type = load(name, loader);
      if (!Application.class.isAssignableFrom(type)
          || type.isInterface()
          || type.isAnonymousClass()
          || type.isLocalClass()) {
        continue;
      }
      obstacle(type)
          .ifPresentOrElse(
              why -> almost.add(type.getSimpleName() + " " + why), () -> applications.add(type));
    }
    return switch (applications.size()) {
      case 1 -> instance(applications.getFirst());
      case 0 ->
          throw new SourceError(
              "%s: no application in it; expected %s%s"
                  .formatted(
                      file, EXPECTED, almost.isEmpty() ? "" : "; " + String.join("; ", almost)));
      default ->
          throw new SourceError(
              "%s: several applications in it (%s); expected %s"
                  .formatted(
                      file,
                      String.join(", ", applications.stream().map(Class::getSimpleName).toList()),
                      EXPECTED));
    };
  }

  private static Class<?> load(String name, ClassLoader loader) throws SourceError {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException | LinkageError e) {
      throw new SourceError("cannot load class " + name + ": " + e);
    }
  }

  /** Why the command can't use this application class; empty if it can. */
  private static Optional<String> obstacle(Class<?> type) {
    if (type.isMemberClass() && !isStatic(type)) {
      return Optional.of("is an inner class");
    }
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return Optional.of("is not public");
      }
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return Optional.of("is abstract");
    }
    return Arrays.stream(type.getConstructors()).anyMatch(one -> one.getParameterCount() == 0)
        ? Optional.empty()
        : Optional.of("has no public constructor without parameters");
  }

  private static boolean isStatic(Class<?> type) {
    return Modifier.isStatic(type.getModifiers());
  }

  private Application instance(Class<?> type) throws SourceError {
    try {
      return (Application) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw new SourceError(
          "%s: the constructor of %s failed: %s"
              .formatted(file, type.getSimpleName(), e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new SourceError("%s: cannot make a %s: %s".formatted(file, type.getSimpleName(), e));
    }
  }
}
