package dev.outrigger.supervisor.board;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file: numbers of eight bytes in the machine's order. First how many loops there are, 0 until
 * all of it holds, then the counts, then for each loop when it gave its last sign of life, as
 * {@link System#nanoTime}: Linux has one such clock for all processes.
 */
final class Layout {
  static final int LOOPS = 0;
  static final int REQUESTS = 1;
  static final int RUNNING = 2;
  static final int CONNECTIONS = 3;
  static final int FIRST_LOOP = 8;
  static final int MOST_LOOPS = 1024;
  static final long BYTES = (long) (FIRST_LOOP + MOST_LOOPS) * Long.BYTES;

  private static final VarHandle NUMBER = JAVA_LONG.arrayElementVarHandle();

  private Layout() {}

  /** The file as memory, for as long as the arena is open; it is made if it is not there. */
  static MemorySegment map(Path file, Arena arena) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(MapMode.READ_WRITE, 0, BYTES, arena);
    }
  }

  static VarHandle number() {
    return NUMBER;
  }
}
