package dev.outrigger.supervisor.board;

import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.Loop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The server process's side. Each loop writes for itself, by a step of its own: one that hangs
 * falls silent, whatever else in its process still runs.
 */
public final class BoardWriter implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final List<Future<?>> beats = new ArrayList<>();
  private final MemorySegment board;

  private BoardWriter(Path file) throws IOException {
    this.board = Layout.map(file, arena);
  }

  /**
   * Begins to write.
   *
   * @param every how often each loop gives a sign of life
   * @param counts asked by the first loop, so it must not wait
   */
  public static BoardWriter open(
      Path file, EventLoops loops, Duration every, Supplier<Counts> counts) throws IOException {
    if (loops.count() > Layout.MOST_LOOPS) {
      throw new IllegalArgumentException(loops.count() + " loops are more than are watched");
    }
    BoardWriter writer = new BoardWriter(file);
    for (int i = 0; i < loops.count(); i++) {
      writer.beat(i);
      writer.start(loops.loop(i), i, every, counts);
    }
    writer.set(Layout.LOOPS, loops.count());
    return writer;
  }

  private void start(Loop loop, int index, Duration every, Supplier<Counts> counts) {
    beats.add(
        loop.netty()
            .scheduleAtFixedRate(
                () -> {
                  beat(index);
                  if (index == 0) {
                    write(counts.get());
                  }
                },
                0,
                every.toMillis(),
                TimeUnit.MILLISECONDS));
  }

  private void beat(int loop) {
    set(Layout.FIRST_LOOP + loop, System.nanoTime());
  }

  private void write(Counts now) {
    set(Layout.REQUESTS, now.requests());
    set(Layout.RUNNING, now.running());
    set(Layout.CONNECTIONS, now.connections());
  }

  private void set(int place, long value) {
    Layout.number().setRelease(board, 0L, (long) place, value);
  }

  /** Writes no more. The memory stays until the process ends, as a loop may be writing just now. */
  @Override
  public void close() {
    for (Future<?> beat : beats) {
      boolean _ = beat.cancel(false);
    }
  }
}
