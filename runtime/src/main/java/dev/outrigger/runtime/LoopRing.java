package dev.outrigger.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Loops that belong together, each taking its turn. Filled once, before its first use. */
final class LoopRing {
  private final AtomicInteger turn = new AtomicInteger();
  private volatile List<Loop> loops = List.of();

  void fill(List<Loop> members) {
    loops = List.copyOf(members);
  }

  Loop next() {
    return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()));
  }
}
