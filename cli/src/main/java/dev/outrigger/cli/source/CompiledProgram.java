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
 * @param named what it was made from, as its user named it
 * @param entry where it is kept, for {@link ProgramCache#find}
 * @param roots jars, and folders with classes and resources, in the order of a class path
 * @param classNames binary names of the classes among which its application or its main method is
 */
public record CompiledProgram(String named, Path entry, List<Path> roots, List<String> classNames) {
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
   * Makes the one application that it holds.
   *
   * @throws SourceError if it holds none or several, or its constructor fails
   */
  public Application newApplication(ClassLoader loader) throws SourceError {
    List<Class<?>> applications = new ArrayList<>();
    List<String> almost = new ArrayList<>();
    for (Class<?> type : named(loader)) {
      obstacle(type)
          .ifPresentOrElse(
              why -> almost.add(type.getSimpleName() + " " + why), () -> applications.add(type));
    }
    return switch (applications.size()) {
      case 1 -> instance(applications.getFirst());
      case 0 -> {
        if (almost.isEmpty() && MainMethod.isIn(this, loader)) {
          almost.add("it has a main method: 'outrigger run " + named + "' runs it");
        }
        throw new SourceError(
            "%s: no application in it; expected %s%s"
                .formatted(
                    named, EXPECTED, almost.isEmpty() ? "" : "; " + String.join("; ", almost)));
      }
      default ->
          throw new SourceError(
              "%s: several applications in it (%s); expected %s"
                  .formatted(
                      named,
                      String.join(", ", applications.stream().map(Class::getSimpleName).toList()),
                      EXPECTED));
    };
  }

  /** Whether a class of the file is an application, be it in the form that is expected or not. */
  boolean hasApplication(ClassLoader loader) throws SourceError {
    return !named(loader).isEmpty();
  }

  private List<Class<?>> named(ClassLoader loader) throws SourceError {
    List<Class<?>> found = new ArrayList<>();
    for (String name : classNames) {
      Class<?> type = load(name, loader);
      if (Application.class.isAssignableFrom(type)
          && !type.isInterface()
          && !type.isAnonymousClass()
          && !type.isLocalClass()) {
        found.add(type);
      }
    }
    return found;
  }

  static Class<?> load(String name, ClassLoader loader) throws SourceError {
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
              .formatted(named, type.getSimpleName(), e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new SourceError("%s: cannot make a %s: %s".formatted(named, type.getSimpleName(), e));
    }
  }
}
