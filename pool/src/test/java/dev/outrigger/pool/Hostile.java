package dev.outrigger.pool;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What tasks can do to the process that runs them. */
final class Hostile {
  private static final List<ByteBuffer> KEPT = new ArrayList<>();

  private Hostile() {}

  /** Where an exception throws in its turn. */
  enum Trap {
    CAUSE,
    STACK,
    MESSAGE,
    TEXT,
    WRITING
  }

  static int throwTrapped(Trap trap) {
    throw new Trapped(trap);
  }

  static int throwWithMap() {
    throw new WithMap();
  }

  /** A result that is far larger than the direct memory which is left. */
  static byte[] useUpDirectMemory() {
    for (int size = 1 << 20; size > 0; size /= 32) {
      try {
        while (true) {
          KEPT.add(ByteBuffer.allocateDirect(size));
        }
      } catch (OutOfMemoryError _) {
        // Smaller ones, then, until nothing is left.
      }
    }
    return new byte[1 << 20];
  }

  static int giveDirectMemoryBack() {
    KEPT.clear();
    return 0;
  }

  static boolean interruptTheListener() {
    List<Thread> listeners =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().equals("watch"))
            .toList();
    listeners.forEach(Thread::interrupt);
    return !listeners.isEmpty();
  }

  /** Holds all files that it may, for longer than the JDK takes to look after the parent. */
  static int useUpFiles(int limit) throws Exception {
    String lower =
        "prlimit --pid " + ProcessHandle.current().pid() + " --nofile=" + limit + ":" + limit;
    int status = new ProcessBuilder("/bin/sh", "-c", lower).start().waitFor();
    List<FileInputStream> held = new ArrayList<>();
    try {
      while (held.size() < 10 * limit) {
        held.add(new FileInputStream("/dev/null"));
      }
    } catch (IOException _) {
      Thread.sleep(5_000);
    }
    for (FileInputStream file : held) {
      file.close();
    }
    return status == 0 && held.size() < limit ? 0 : 1;
  }

  /** Each of its methods throws, if it is told to. */
  static final class Trapped extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Trap trap;

    Trapped(Trap trap) {
      this.trap = trap;
    }

    private void spring(Trap where) {
      if (trap == where) {
        throw new AssertionError("trapped");
      }
    }

    @Override
    public synchronized @Nullable Throwable getCause() {
      spring(Trap.CAUSE);
      return super.getCause();
    }

    @Override
    public StackTraceElement[] getStackTrace() {
      spring(Trap.STACK);
      return super.getStackTrace();
    }

    @Override
    public @Nullable String getMessage() {
      spring(Trap.MESSAGE);
      return super.getMessage();
    }

    @Override
    public String toString() {
      spring(Trap.TEXT);
      return super.toString();
    }

    private void writeObject(ObjectOutputStream out) throws IOException {
      spring(Trap.WRITING);
      out.defaultWriteObject();
    }
  }

  static final class WithMap extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final Object map = Map.of(new Key(), new Object());
  }

  static final class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new IllegalStateException("a key without words");
    }
  }
}
