package dev.outrigger.pool.ledger;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A page of memory that a worker shares with its parent, in which the worker notes each task before
 * it begins. The note costs no system call, and it outlives the worker: when that has died, the
 * parent reads here which of its tasks had begun, and so which may safely run elsewhere.
 *
 * <p>Threading: one thread of the worker writes; any thread of the parent reads. The page is freed
 * with this object, so that nobody reads memory that is gone.
 */
public final class Ledger {
  private static final int SIZE = 4096;
  private static final long BEGUN = 0;
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment page;

  private Ledger(FileChannel channel) throws IOException {
    page = channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE, Arena.ofAuto());
  }

  /** The parent's side: makes the file, which is the parent's to delete. */
  public static Ledger create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      // A file without blocks of its own would kill whoever writes to it on a full disk.
      ByteBuffer zeros = ByteBuffer.allocate(SIZE);
      while (zeros.hasRemaining()) {
        channel.write(zeros);
      }
      return new Ledger(channel);
    }
  }

  /** The worker's side. */
  public static Ledger open(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return new Ledger(channel);
    }
  }

  /** Notes that this task begins now. */
  public void begin(long task) {
    LONG.setVolatile(page, BEGUN, task);
  }

  /** The task that has begun last; 0: none. */
  public long begun() {
    return (long) LONG.getVolatile(page, BEGUN);
  }
}
