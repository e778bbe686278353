package dev.outrigger.pool.worker;

import static java.lang.invoke.MethodType.methodType;

import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;

/**
 * Ctrl-C goes to every process of the terminal's foreground group, and the end of a terminal
 * likewise: in a worker both are ignored, for the parent decides when its workers go. TERM ends it.
 *
 * <p>The JDK offers signals by {@code sun.misc.Signal} only, and naming that class is a warning
 * that can't be switched off; so it is reached by its name, here and nowhere else.
 */
final class Signals {
  private static final int TERM = 15;

  private Signals() {}

  static void ignoreThoseOfTheTerminal() {
    handle("INT", _ -> {});
    handle("HUP", _ -> {});
  }

  static void exitOnTerm(Farewell farewell) {
    handle(
        "TERM",
        _ -> {
          farewell.causedBy(TERM);
          System.exit(128 + TERM);
        });
  }

  /** What to do; the argument is the JDK's signal. */
  @FunctionalInterface
  interface Reaction {
    void to(Object signal);
  }

  private static void handle(String name, Reaction reaction) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Lookup lookup = MethodHandles.publicLookup();
      MethodHandle react =
          MethodHandles.lookup()
              .findVirtual(Reaction.class, "to", methodType(void.class, Object.class))
              .bindTo(reaction)
              .asType(methodType(void.class, signal));
      var _ =
          lookup
              .findStatic(signal, "handle", methodType(handler, signal, handler))
              .invoke(
                  lookup.findConstructor(signal, methodType(void.class, String.class)).invoke(name),
                  MethodHandleProxies.asInterfaceInstance(handler, react));
    } catch (Throwable e) {
      // With -Xrs, or on another JVM: the signal then ends the worker, and the parent replaces it.
      System.getLogger("dev.outrigger.pool.worker")
          .log(Level.DEBUG, "SIG" + name + " can't be handled: " + e);
    }
  }
}
