package dev.outrigger.cli.source;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where a program begins, by the rules of the {@code java} command (JLS 12.1.4): {@code main} with
 * or without arguments, static or of an object that it makes.
 */
public final class MainMethod {
  private final Class<?> type;
  private final Method method;

  private MainMethod(Class<?> type, Method method) {
    this.type = type;
    this.method = method;
  }

  /** The program's own failure, apart from what its loading may meet. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    private final Throwable thrown;

    private Failed(Throwable thrown) {
      super(thrown);
      this.thrown = thrown;
    }

    /** What the program threw, with its own frames only. */
    public Throwable thrown() {
      return thrown;
    }
  }

  /**
   * Finds it among the classes of the program's file: that of the class with the file's name, or
   * else of the only one that has any.
   *
   * @throws SourceError if there is none, or several
   */
  public static MainMethod of(CompiledProgram program, ClassLoader loader) throws SourceError {
    List<MainMethod> found = all(program, loader);
    for (MainMethod each : found) {
      if (Path.of(program.named()).endsWith(each.type.getSimpleName() + ".java")) {
        return each;
      }
    }
    return switch (found.size()) {
      case 1 -> found.getFirst();
      case 0 ->
          throw new SourceError(
              program.named()
                  + ": no class in it has a main method"
                  + (program.hasApplication(loader)
                      ? "; it is an application: 'outrigger serve "
                          + program.named()
                          + "' serves it"
                      : ""));
      default ->
          throw new SourceError(
              "%s: several classes in it have a main method (%s); give one of them the name of the file"
                  .formatted(
                      program.named(),
                      String.join(
                          ", ", found.stream().map(main -> main.type.getSimpleName()).toList())));
    };
  }

  static boolean isIn(CompiledProgram program, ClassLoader loader) throws SourceError {
    return !all(program, loader).isEmpty();
  }

  private static List<MainMethod> all(CompiledProgram program, ClassLoader loader)
      throws SourceError {
    List<MainMethod> found = new ArrayList<>();
    for (String name : program.classNames()) {
      Class<?> type = CompiledProgram.load(name, loader);
      if (type.getEnclosingClass() == null) {
        in(type).map(method -> new MainMethod(type, method)).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<Method> in(Class<?> type) {
    return in(type, String[].class).or(() -> in(type, new Class<?>[0]));
  }

  private static Optional<Method> in(Class<?> type, Class<?>... parameters) {
    for (Class<?> at = type; at != null; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        if (method.getName().equals("main")
            && method.getReturnType() == void.class
            && !Modifier.isPrivate(method.getModifiers())
            && Arrays.equals(method.getParameterTypes(), parameters)) {
          return Optional.of(method);
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Runs the program until its main method returns; threads that it started may run on.
   *
   * @throws Failed if it throws
   * @throws SourceError if the object for it can't be made
   */
  public void call(List<String> arguments) throws Failed, SourceError {
    try {
      method.setAccessible(true);
      Object[] values =
          method.getParameterCount() == 0
              ? new Object[0]
              : new Object[] {arguments.toArray(String[]::new)};
      var _ = method.invoke(Modifier.isStatic(method.getModifiers()) ? null : instance(), values);
    } catch (InvocationTargetException e) {
      throw new Failed(withOwnFrames(e.getTargetException()));
    } catch (ReflectiveOperationException e) {
      throw new SourceError("cannot run %s.main: %s".formatted(type.getSimpleName(), e));
    }
  }

  private Object instance() throws ReflectiveOperationException, SourceError {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (NoSuchMethodException e) {
      throw new SourceError(
          "the main method of %s is not static, and the class has no constructor without parameters"
              .formatted(type.getSimpleName()));
    }
  }

  /** Without those of this command, which called it. */
  private Throwable withOwnFrames(Throwable thrown) {
    StackTraceElement[] frames = thrown.getStackTrace();
    int last = frames.length - 1;
    while (last > 0 && !frames[last].getClassName().equals(method.getDeclaringClass().getName())) {
      last--;
    }
    if (last > 0) {
      thrown.setStackTrace(Arrays.copyOf(frames, last + 1));
    }
    return thrown;
  }
}
