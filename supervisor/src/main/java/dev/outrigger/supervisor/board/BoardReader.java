package dev.outrigger.supervisor.board;

import dev.outrigger.supervisor.arbiter.Health;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The arbiter's side. What a process writes there is believed as far as it can be. */
public final class BoardReader implements AutoCloseable {
  private final Arena arena = Arena.ofShared();
  private final Path file;
  private final MemorySegment board;

  private BoardReader(Path file) throws IOException {
    this.file = file;
    this.board = Layout.map(file, arena);
  }

  /** Makes the file, in which a process will write. */
  public static BoardReader create(Path file) throws IOException {
    return new BoardReader(file);
  }

  /** What the process has counted. */
  public Counts counts() {
    return new Counts(get(Layout.REQUESTS), get(Layout.RUNNING), get(Layout.CONNECTIONS));
  }

  /**
   * How it is now.
   *
   * @param now as of {@link System#nanoTime}
   * @param resident its memory in bytes
   */
  public Health health(long now, long resident) {
    int loops = Math.clamp(get(Layout.LOOPS), 0, Layout.MOST_LOOPS);
    int silent = 0;
    long longest = 0;
    for (int i = 0; i < loops; i++) {
      long silence = now - get(Layout.FIRST_LOOP + i);
      if (silence > longest) {
        silent = i;
        longest = silence;
      }
    }
    return new Health(silent, Duration.ofNanos(longest), get(Layout.REQUESTS), resident);
  }

  private long get(int place) {
    return (long) Layout.number().getAcquire(board, 0L, (long) place);
  }

  /** Removes the file. */
  @Override
  public void close() {
    arena.close();
    try {
      boolean _ = Files.deleteIfExists(file);
    } catch (IOException _) {
      // It goes with its folder.
    }
  }
}
