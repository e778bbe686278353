package dev.outrigger.runtime;

import static java.lang.invoke.MethodType.methodType;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.util.List;

/**
 * Signals of the operating system as calls, and as events that a task waits for.
 *
 * <p>The JDK has them in {@code sun.misc.Signal} only, whose every mention is a compiler warning
 * that cannot be switched off; so it is reached by name, here and nowhere else.
 *
 * <p>Threading: an action runs on a platform thread that the JDK starts for each signal that
 * arrives, so it is not held up by tasks, however they keep loops and schedulers busy.
 */
public final class Signals {
  private static final Jdk JDK = Jdk.find();

  private Signals() {}

  /**
   * Runs the action at each arrival of a signal, in place of what the JVM does by itself, until the
   * registration is closed.
   *
   * @param name without the prefix: {@code INT}, {@code TERM}, {@code HUP}
   * @throws IllegalArgumentException if this platform has no such signal, or the JVM keeps it
   */
  public static Registration on(String name, Runnable action) {
    Object signal = JDK.signal(name);
    Object before = JDK.handle(signal, JDK.handler(action));
    return () -> JDK.handle(signal, before);
  }

  /**
   * Listens for signals, in place of what the JVM does by itself, until the answer is closed.
   *
   * @param names without the prefix: {@code HUP}, {@code USR1}
   * @throws IllegalArgumentException if this platform has no such signal, the JVM keeps it (as it
   *     does QUIT), or no name is given
   */
  public static SignalEvents listen(String... names) {
    if (names.length == 0) {
      throw new IllegalArgumentException("name the signals to listen for, as in listen(\"HUP\")");
    }
    return new SignalEvents(List.of(names));
  }

  /**
   * Sends a signal to this process.
   *
   * @throws IllegalArgumentException if this platform has no such signal, or nobody here listens
   *     for it
   */
  public static void raise(String name) {
    JDK.raise(JDK.signal(name));
  }

  private record Jdk(
      MethodHandle newSignal, MethodHandle handle, MethodHandle raise, Class<?> handlerType) {

    static Jdk find() {
      try {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        Class<?> signal = Class.forName("sun.misc.Signal");
        Class<?> handler = Class.forName("sun.misc.SignalHandler");
        return new Jdk(
            lookup.findConstructor(signal, methodType(void.class, String.class)),
            lookup.findStatic(signal, "handle", methodType(handler, signal, handler)),
            lookup.findStatic(signal, "raise", methodType(void.class, signal)),
            handler);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("this JDK has no module jdk.unsupported for signals", e);
      }
    }

    Object signal(String name) {
      return call(newSignal, name);
    }

    Object handle(Object signal, Object handler) {
      return call(handle, signal, handler);
    }

    void raise(Object signal) {
      var _ = call(raise, signal);
    }

    Object handler(Runnable action) {
      MethodHandle run =
          MethodHandles.dropArguments(RUN.bindTo(action), 0, newSignal.type().returnType());
      return MethodHandleProxies.asInterfaceInstance(handlerType, run);
    }

    private static final MethodHandle RUN = run();

    private static MethodHandle run() {
      try {
        return MethodHandles.publicLookup()
            .findVirtual(Runnable.class, "run", methodType(void.class));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }

    private static Object call(MethodHandle method, Object... arguments) {
      try {
        return method.invokeWithArguments(arguments);
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
