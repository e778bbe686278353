package dev.outrigger.pool.memory;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** How one side of a pool puts large arrays beside its messages, and takes those of the other. */
public interface Sharing {
  /**
   * Puts a copy where the other side finds it.
   *
   * @param otherwise how many bytes can go another way instead
   * @return empty: there is no room, and it can go the other way
   * @throws IOException there is no room, and it is too much for any other way
   */
  Optional<Ref> put(MemorySegment content, long otherwise) throws IOException;

  /** What the other side has put, ready to be copied. */
  Source take(Ref ref) throws IOException;

  /** Bytes to be copied once; closed by whoever took it. */
  interface Source extends AutoCloseable {
    /** Fills the target from the beginning. */
    void copyTo(MemorySegment target) throws IOException;

    @Override
    void close();
  }

  /** No shared memory: everything goes the other way. */
  static Sharing none() {
    return new Sharing() {
      @Override
      public Optional<Ref> put(MemorySegment content, long otherwise) {
        return Optional.empty();
      }

      @Override
      public Source take(Ref ref) throws IOException {
        throw new IOException("there is no shared memory here");
      }
    };
  }
}
