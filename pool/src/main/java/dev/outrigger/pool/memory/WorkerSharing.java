package dev.outrigger.pool.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The worker's side: reads the parent's files where they are, and makes files for its own results,
 * which are the parent's from then on.
 */
public final class WorkerSharing implements Sharing {
  private final Places places;
  private final SharedFiles files;

  /** The prefix tells the parent whose files they are, should this process die. */
  public WorkerSharing(Places places, String prefix) {
    this.places = places;
    this.files = new SharedFiles(places, prefix);
  }

  /** Where leases are found. */
  public Places places() {
    return places;
  }

  @Override
  public Optional<Ref> put(MemorySegment content, long otherwise) throws IOException {
    try {
      return Optional.of(files.inMemory(content));
    } catch (IOException | OutOfMemoryError e) {
      return content.byteSize() <= otherwise
          ? Optional.empty()
          : Optional.of(files.anywhere(content));
    }
  }

  @Override
  public Source take(Ref ref) throws IOException {
    Arena arena = Arena.ofConfined();
    try {
      MemorySegment memory =
          Uninterrupted.io(() -> Bulk.map(places.file(ref), ref.bytes(), false, arena));
      return new Mapped(memory, arena);
    } catch (IOException | RuntimeException | Error e) {
      arena.close();
      throw e;
    }
  }

  /** The parent's own file, which keeps its length for as long as this task runs. */
  private record Mapped(MemorySegment memory, Arena arena) implements Source {
    @Override
    public void copyTo(MemorySegment target) {
      MemorySegment.copy(memory, 0, target, 0, target.byteSize());
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
