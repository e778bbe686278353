package dev.outrigger.supervisor.posix;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Calls of the C library that give a number, where a negative one is a failure. */
@SuppressWarnings("restricted") // asked for before each call
final class CLibrary {
  private static final String ERRNO = "errno";
  private static final long LONGEST_WORDS = 4096;

  private CLibrary() {}

  /**
   * Calls a function.
   *
   * @param fixed how many of the arguments are named in its declaration; what follows is variadic
   * @param arguments numbers, texts, memory, and lists of texts that a null pointer ends
   * @throws IOException as the library words the failure
   */
  static int call(String function, int fixed, Object... arguments) throws IOException {
    if (!CLibrary.class.getModule().isNativeAccessEnabled()) {
      throw new IOException(
          function + " needs the JVM flag --enable-native-access=ALL-UNNAMED, which is not there");
    }
    Linker linker = Linker.nativeLinker();
    List<Linker.Option> options = new ArrayList<>();
    options.add(Linker.Option.captureCallState(ERRNO));
    if (fixed < arguments.length) {
      options.add(Linker.Option.firstVariadicArg(fixed));
    }
    MemorySegment address =
        linker
            .defaultLookup()
            .find(function)
            .orElseThrow(() -> new IOException("this C library has no " + function));
    MethodHandle handle =
        linker.downcallHandle(
            address,
            FunctionDescriptor.of(
                JAVA_INT,
                Arrays.stream(arguments)
                    .map(each -> each instanceof Integer ? (MemoryLayout) JAVA_INT : ADDRESS)
                    .toArray(MemoryLayout[]::new)),
            options.toArray(Linker.Option[]::new));
    StructLayout state = Linker.Option.captureStateLayout();
    VarHandle errno = state.varHandle(PathElement.groupElement(ERRNO));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment captured = arena.allocate(state);
      List<Object> values = new ArrayList<>();
      values.add(captured);
      for (Object each : arguments) {
        values.add(argument(each, arena));
      }
      int result = (int) handle.invokeWithArguments(values);
      if (result < 0) {
        throw new IOException(words((int) errno.get(captured, 0L)));
      }
      return result;
    } catch (IOException | RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("cannot call " + function, e);
    }
  }

  private static Object argument(Object value, Arena arena) {
    return switch (value) {
      case Integer number -> number;
      case String text -> arena.allocateFrom(text);
      case MemorySegment memory -> memory;
      case List<?> texts -> {
        MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
          array.setAtIndex(ADDRESS, i, arena.allocateFrom(String.valueOf(texts.get(i))));
        }
        yield array;
      }
      default -> throw new IllegalArgumentException("no argument of C: " + value);
    };
  }

  private static String words(int errno) throws Throwable {
    Linker linker = Linker.nativeLinker();
    MethodHandle strerror =
        linker.downcallHandle(
            linker.defaultLookup().find("strerror").orElseThrow(),
            FunctionDescriptor.of(ADDRESS, JAVA_INT));
    MemorySegment text = (MemorySegment) strerror.invokeExact(errno);
    return text.reinterpret(LONGEST_WORDS).getString(0);
  }
}
