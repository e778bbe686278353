package dev.outrigger.testing;

import dev.outrigger.runtime.BlockedLoop;
import dev.outrigger.runtime.LoopListener;
import dev.outrigger.runtime.TaskView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What went wrong on the loops while a test ran. */
final class Complaints implements LoopListener {
  private final boolean strict;
  private final List<AssertionError> all = new CopyOnWriteArrayList<>();

  Complaints(boolean strict) {
    this.strict = strict;
  }

  @Override
  public void blocked(BlockedLoop loop) {
    if (strict) {
      all.add(new AssertionError(loop.toString()));
    }
  }

  @Override
  public void failed(TaskView task, Throwable thrown) {
    all.add(new AssertionError(task + " failed, and nobody waits for it: " + thrown, thrown));
  }

  List<AssertionError> all() {
    return all;
  }

  void throwFirst() {
    if (!all.isEmpty()) {
      AssertionError first = all.getFirst();
      all.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
  }
}
