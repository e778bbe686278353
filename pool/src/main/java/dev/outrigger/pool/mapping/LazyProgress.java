package dev.outrigger.pool.mapping;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows nothing before there is something to show: a stream may be made and never read. */
final class LazyProgress implements Progress {
  private final Supplier<Progress> make;
  private @Nullable Progress made;

  LazyProgress(Supplier<Progress> make) {
    this.make = make;
  }

  @Override
  public synchronized void advance(int items) {
    if (made == null) {
      made = make.get();
    }
    made.advance(items);
  }

  @Override
  public synchronized void close() {
    if (made != null) {
      made.close();
    }
  }
}
