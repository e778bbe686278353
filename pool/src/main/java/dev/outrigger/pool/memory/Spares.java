package dev.outrigger.pool.memory;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Files that were used and can be used again: to fill one that has its memory takes a third of the
 * time that a new one takes. Few are kept, and only for a moment.
 */
final class Spares {
  private static final int KEPT = 2;
  private static final long LARGEST = 256L << 20;

  /** A file that is much too large holds memory for nothing. */
  private static final int WASTE = 4;

  private static final long KEPT_SECONDS = 2;

  private final Depot depot;
  private final Executor later = CompletableFuture.delayedExecutor(KEPT_SECONDS, TimeUnit.SECONDS);
  private final Deque<Spare> free = new ArrayDeque<>();
  private boolean closed;

  /** A file with the parent's own view of it, which lasts as long as the file. */
  static final class Spare {
    private final Region region;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private long freeSince;

    private Spare(Region region, Depot depot) throws IOException {
      this.region = region;
      this.memory = depot.map(region, arena);
    }

    void fill(MemorySegment content) {
      MemorySegment.copy(content, 0, memory, 0, content.byteSize());
    }

    Ref ref(long bytes) {
      return new Ref(region.ref().inMemory(), region.ref().name(), bytes);
    }

    private void end() {
      arena.close();
      region.release();
    }
  }

  Spares(Depot depot) {
    this.depot = depot;
  }

  synchronized Optional<Spare> take(long bytes) {
    Optional<Spare> found =
        free.stream()
            .filter(spare -> {
              long size = spare.region.ref().bytes();
              return size >= bytes && size / WASTE <= bytes;
            })
            .findFirst();
    found.ifPresent(free::remove);
    return found;
  }

  /** Keeps the file of a message whose task is over, or lets it go. */
  void offer(Region used) {
    if (used.ref().bytes() > LARGEST || isFull()) {
      used.release();
      return;
    }
    Spare spare;
    try {
      spare = new Spare(used, depot);
    } catch (IOException e) {
      used.release();
      return;
    }
    offer(spare);
  }

  private synchronized boolean isFull() {
    return closed || free.size() >= KEPT;
  }

  void offer(Spare spare) {
    spare.freeSince = System.nanoTime();
    boolean kept;
    synchronized (this) {
      kept = !isFull();
      if (kept) {
        free.push(spare);
      }
    }
    if (kept) {
      later.execute(this::drop);
    } else {
      spare.end();
    }
  }

  private void drop() {
    long deadline = System.nanoTime() - TimeUnit.SECONDS.toNanos(KEPT_SECONDS);
    Deque<Spare> old = new ArrayDeque<>();
    synchronized (this) {
      for (Spare spare : free) {
        if (spare.freeSince - deadline <= 0) {
          old.add(spare);
        }
      }
      free.removeAll(old);
    }
    old.forEach(Spare::end);
  }

  void close() {
    Deque<Spare> rest;
    synchronized (this) {
      closed = true;
      rest = new ArrayDeque<>(free);
      free.clear();
    }
    rest.forEach(Spare::end);
  }
}
