package dev.outrigger.pool.memory;

import dev.outrigger.pool.wording.Amounts;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;

/**
 * Makes shared files, in memory if there is room and else among the temporary files. Every byte is
 * written before the file is used: memory that is only promised ends a JVM with SIGBUS where a
 * write fails in order.
 *
 * <p>Threading: any.
 */
public final class SharedFiles {
  private final Places places;
  private final String prefix;
  private final ToLongFunction<Path> free;
  private final AtomicLong last = new AtomicLong();

  /** Files whose names begin with the prefix. */
  public SharedFiles(Places places, String prefix) {
    this(places, prefix, folder -> folder.toFile().getUsableSpace());
  }

  SharedFiles(Places places, String prefix, ToLongFunction<Path> free) {
    this.places = places;
    this.prefix = prefix;
    this.free = free;
  }

  /** In memory or not at all. */
  public Ref inMemory(MemorySegment content) throws IOException {
    return make(true, content.byteSize(), file -> Bulk.write(file, content));
  }

  /** In memory, or else in a file. */
  public Ref anywhere(MemorySegment content) throws IOException {
    return anywhere(content.byteSize(), file -> Bulk.write(file, content));
  }

  /** Zeros, in memory, or else in a file. */
  Ref zeros(long bytes) throws IOException {
    return anywhere(bytes, file -> Bulk.writeZeros(file, bytes));
  }

  private Ref anywhere(long bytes, Filling filling) throws IOException {
    try {
      return make(true, bytes, filling);
    } catch (IOException noMemory) {
      try {
        return make(false, bytes, filling);
      } catch (IOException noFile) {
        throw new NoRoomException(
            "no room for %s of shared memory: %s; %s. Give the container a larger /dev/shm (such as --shm-size=1g), free some space, or share less"
                .formatted(Amounts.size(bytes), noMemory.getMessage(), noFile.getMessage()));
      }
    }
  }

  private interface Filling {
    void into(Path file) throws IOException;
  }

  private Ref make(boolean inMemory, long bytes, Filling filling) throws IOException {
    Path folder = places.folder(inMemory);
    long room = free.applyAsLong(folder);
    // Others live there too.
    if (bytes > room - room / 8) {
      throw new NoRoomException(folder.getParent() + " has " + Amounts.size(room) + " free");
    }
    Ref ref = new Ref(inMemory, prefix + last.incrementAndGet(), bytes);
    Path file = places.file(ref);
    try {
      return Uninterrupted.io(() -> {
        Files.deleteIfExists(file);
        filling.into(file);
        return ref;
      });
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw new NoRoomException(folder.getParent() + " refused it: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
