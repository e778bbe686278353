package dev.outrigger.pool.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The shared files of this process. Their folders are there as long as a pool is open or a file is
 * left, and not longer; those of processes that were killed are removed by the next pool.
 */
public final class Depot {
  /** Where shared memory is looked for; another tmpfs may be named by this property. */
  private static final String MEMORY_PROPERTY = "dev.outrigger.pool.sharedMemory";

  private static final Depot OURS =
      new Depot(
          Path.of(System.getProperty(MEMORY_PROPERTY, "/dev/shm")),
          Path.of(System.getProperty("java.io.tmpdir", "/tmp")).toAbsolutePath(),
          folder -> folder.toFile().getUsableSpace());

  private final Path memory;
  private final Path files;
  private final ToLongFunction<Path> free;
  private int users;
  private @Nullable Open open;
  private @Nullable Thread lastResort;

  private record Open(
      LockedFolder memory, LockedFolder files, Places places, SharedFiles regions) {}

  Depot(Path memory, Path files, ToLongFunction<Path> free) {
    this.memory = memory;
    this.files = files;
    this.free = free;
  }

  /** The only one of this process. */
  public static Depot ours() {
    return OURS;
  }

  /** One user more: a pool, or a file. */
  public Places enter() throws IOException {
    return opened().places();
  }

  private synchronized Open opened() throws IOException {
    Open current = open;
    if (current == null) {
      current = unlock();
      open = current;
    }
    users++;
    return current;
  }

  private Open unlock() throws IOException {
    LockedFolder.sweep(files);
    LockedFolder forFiles = LockedFolder.make(files);
    LockedFolder forMemory;
    try {
      LockedFolder.sweep(memory);
      forMemory = Files.isDirectory(memory) ? LockedFolder.make(memory) : forFiles;
    } catch (IOException e) {
      forMemory = forFiles;
    }
    Places places = new Places(forMemory.path(), forFiles.path());
    Thread hook = new Thread(this::leaveNothing, "outrigger-shared-memory-shutdown");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
      lastResort = hook;
    } catch (IllegalStateException leaving) {
      forMemory.delete();
      forFiles.delete();
      throw new IOException("this JVM is leaving", leaving);
    }
    return new Open(forMemory, forFiles, places, new SharedFiles(places, "m", free));
  }

  /** One user less. */
  public synchronized void leave() {
    users--;
    if (users == 0 && open != null) {
      empty(open);
      open = null;
      try {
        if (lastResort != null) {
          Runtime.getRuntime().removeShutdownHook(lastResort);
        }
      } catch (IllegalStateException _) {
        // The JVM is leaving already; the hook will find nothing to do.
      }
    }
  }

  private synchronized void leaveNothing() {
    if (open != null) {
      empty(open);
    }
  }

  private static void empty(Open open) {
    open.memory().delete();
    open.files().delete();
  }

  /** Zeros, wherever there is room. */
  public Region zeros(long bytes) throws IOException {
    return region(files -> files.zeros(bytes));
  }

  /** A copy, wherever there is room. */
  public Region copy(MemorySegment content) throws IOException {
    return region(files -> files.anywhere(content));
  }

  /** A copy in memory. */
  Region copyInMemory(MemorySegment content) throws IOException {
    return region(files -> files.inMemory(content));
  }

  private interface Making {
    Ref in(SharedFiles files) throws IOException;
  }

  private Region region(Making making) throws IOException {
    Open here = opened();
    try {
      Ref ref = making.in(here.regions());
      return new Region(ref, () -> remove(here.places(), ref));
    } catch (IOException | RuntimeException | Error e) {
      leave();
      throw e;
    }
  }

  private void remove(Places places, Ref ref) {
    try {
      Files.deleteIfExists(places.file(ref));
    } catch (IOException _) {
      // Its folder goes as well, in the end.
    } finally {
      leave();
    }
  }

  /** The memory of a region, for reading and writing. */
  public MemorySegment map(Region region, Arena arena) throws IOException {
    Ref ref = region.ref();
    Places places = enter();
    try {
      return Uninterrupted.io(() -> Bulk.map(places.file(ref), ref.bytes(), true, arena));
    } finally {
      leave();
    }
  }
}
