package dev.outrigger.pool.memory;

import dev.outrigger.pool.wording.Told;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The parent's side. It owns every file: those of its arguments until their task is over, those of
 * results from the moment that it hears of them, when it opens and unlinks them at once. What a
 * worker made and never told of goes when the worker dies.
 */
public final class ParentSharing implements Sharing, AutoCloseable {
  private static final AtomicLong POOLS = new AtomicLong();

  private final Depot depot;
  private final Places places;
  private final Spares spares;
  private final String prefix = "r" + POOLS.incrementAndGet() + "-";
  private final Map<String, FileChannel> arrived = new ConcurrentHashMap<>();
  private final Map<String, IOException> missed = new ConcurrentHashMap<>();

  /** For one pool, until {@link #close}. */
  public ParentSharing(Depot depot) throws IOException {
    this.depot = depot;
    this.places = depot.enter();
    this.spares = new Spares(depot);
  }

  /** Where workers find the files. */
  public Places places() {
    return places;
  }

  /** For a task that runs in its caller's own thread: it finds what workers would. */
  public Sharing atCaller() {
    return new WorkerSharing(places, "c");
  }

  /** How the names of a worker's own files begin. */
  public String prefix(long spawn) {
    return prefix + spawn + "-";
  }

  @Override
  public Optional<Ref> put(MemorySegment content, long otherwise) throws IOException {
    Optional<Cargo> cargo = Cargo.loading();
    if (cargo.isEmpty()) {
      return Optional.empty();
    }
    Optional<Spares.Spare> spare = spares.take(content.byteSize());
    if (spare.isPresent()) {
      spare.get().fill(content);
      Ref ref = spare.get().ref(content.byteSize());
      cargo.get().take(new Region(ref, () -> spares.offer(spare.get())));
      return Optional.of(ref);
    }
    Region region;
    try {
      region = depot.copyInMemory(content);
    } catch (IOException | OutOfMemoryError e) {
      if (content.byteSize() <= otherwise) {
        return Optional.empty();
      }
      region = depot.copy(content);
    }
    Region made = region;
    cargo.get().take(new Region(made.ref(), () -> spares.offer(made)));
    return Optional.of(made.ref());
  }

  /** A result that names a file has come; from now on the file has no name any more. */
  public void arrived(Ref ref) {
    try {
      Path file = places.file(ref);
      if (!ref.name().startsWith(prefix)) {
        return;
      }
      FileChannel channel = Bulk.open(file);
      @Nullable FileChannel before = arrived.put(ref.name(), channel);
      Files.deleteIfExists(file);
      if (before != null) {
        before.close();
      }
    } catch (IOException e) {
      // For whoever takes it.
      missed.put(ref.name(), e);
    }
  }

  /** A result that nobody will read. */
  public void discard(Ref ref) {
    try {
      if (ref.name().startsWith(prefix)) {
        Files.deleteIfExists(places.file(ref));
      }
    } catch (IOException _) {
      // It goes with its worker.
    }
  }

  @Override
  public Source take(Ref ref) throws IOException {
    FileChannel channel = arrived.remove(ref.name());
    if (channel == null) {
      @Nullable IOException cause = missed.remove(ref.name());
      String why = cause == null ? "it is gone" : Told.why(cause);
      throw new IOException("the shared file of the result can't be opened: " + why, cause);
    }
    if (channel.size() < ref.bytes()) {
      channel.close();
      throw new IOException("the shared file of the result is shorter than announced");
    }
    return new Unlinked(channel);
  }

  private record Unlinked(FileChannel channel) implements Source {
    @Override
    public void copyTo(MemorySegment target) throws IOException {
      Bulk.read(channel, target);
    }

    @Override
    public void close() {
      closeQuietly(channel);
    }
  }

  /** A worker is dead: what it made and did not tell of. */
  public void died(long spawn) {
    for (Path folder : List.of(places.memory(), places.files())) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, prefix(spawn) + "*")) {
        for (Path file : files) {
          Files.deleteIfExists(file);
        }
      } catch (IOException | DirectoryIteratorException _) {
        // The whole folder goes in the end.
      }
    }
  }

  /** All workers are gone. */
  @Override
  public void close() {
    spares.close();
    arrived.values().forEach(ParentSharing::closeQuietly);
    depot.leave();
  }

  private static void closeQuietly(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException _) {
      // Nothing was written through it.
    }
  }
}
