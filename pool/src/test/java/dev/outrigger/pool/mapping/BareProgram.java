package dev.outrigger.pool.mapping;

import dev.outrigger.pool.CacheOptions;
import dev.outrigger.pool.PoolTask;
import dev.outrigger.pool.RemoteExecutor;
import dev.outrigger.pool.RemoteWork;
import dev.outrigger.pool.TaskOptions;
import org.jspecify.annotations.Nullable;

/** Runs without the libraries that need not be there; see {@link BareClassPathTest}. */
final class BareProgram {
  private BareProgram() {}

  /** Argument: what to try. */
  public static void main(String[] what) {
    switch (what[0]) {
      case "progress" -> {
        for (String title : new String[] {"thumbnails", "faces"}) {
          try (Progress shown = Showing.on(true, title, 5)) {
            shown.advance(5);
          }
        }
      }
      case "cache" -> {
        var _ = new Nothing().caching(CacheOptions.entries(5));
        System.out.println("made");
      }
      default -> throw new IllegalArgumentException(what[0]);
    }
  }

  private static final class Nothing implements RemoteExecutor {
    @Override
    public <T extends @Nullable Object> PoolTask<T> submit(
        TaskOptions options, RemoteWork<T> work) {
      throw new UnsupportedOperationException("runs nothing");
    }
  }
}
