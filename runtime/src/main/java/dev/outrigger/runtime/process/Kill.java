package dev.outrigger.runtime.process;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;

/**
 * Sends signals to processes and to whole groups, which the JDK can't: by a call of the C library
 * where this JVM was given native access, else by a shell. The flag for that is {@code
 * --enable-native-access}.
 *
 * <p>Threading: any thread; the shell's way blocks for some milliseconds.
 */
@FunctionalInterface
interface Kill {
  int NOTHING = 0;
  int SIGKILL = 9;
  int SIGTERM = 15;

  /**
   * Sends a signal.
   *
   * @param target a process; a group as its negative number
   * @return whether there was anyone to send it to
   */
  boolean send(int signal, long target);

  /** The better way that there is. */
  static Kill best() {
    return Best.KILL;
  }

  /** Found once. */
  final class Best {
    private static final Kill KILL =
        Kill.class.getModule().isNativeAccessEnabled() ? byLibrary() : byShell();

    private Best() {}
  }

  /** By a call of the C library. */
  @SuppressWarnings("restricted") // asked for above
  static Kill byLibrary() {
    Linker linker = Linker.nativeLinker();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().find("kill").orElseThrow(),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));
    return (signal, target) -> {
      try {
        return (int) kill.invokeExact((int) target, signal) == 0;
      } catch (Throwable e) {
        throw new IllegalStateException("cannot call kill(2)", e);
      }
    };
  }

  /** By a shell. */
  static Kill byShell() {
    return (signal, target) -> {
      ProcessBuilder shell =
          new ProcessBuilder(
              "/bin/sh",
              "-c",
              "kill -s \"$1\" -- \"$2\" 2>/dev/null",
              "kill",
              String.valueOf(signal),
              String.valueOf(target));
      try {
        return shell.start().waitFor() == 0;
      } catch (IOException e) {
        System.getLogger("dev.outrigger.runtime")
            .log(Level.WARNING, "cannot start a shell to kill process " + target + ": " + e);
        return false;
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts this thread", e);
      }
    };
  }
}
