package dev.outrigger.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The steps that could be taken next, of all loops of a simulation.
 *
 * <p>Threading: steps come from any thread; they are picked by the one that drives the simulation.
 */
final class SimulatedSteps implements Executor {
  private final BlockingQueue<Runnable> arrived = new LinkedBlockingQueue<>();
  private final List<Runnable> ready = new ArrayList<>();
  private final Optional<RandomGenerator> random;

  /** In the order of their arrival, or in one that is drawn. */
  SimulatedSteps(Optional<RandomGenerator> random) {
    this.random = random;
  }

  @Override
  public void execute(Runnable step) {
    arrived.add(step);
  }

  Optional<Runnable> pick() {
    arrived.drainTo(ready);
    if (ready.isEmpty()) {
      return Optional.empty();
    }
    int drawn = random.map(draw -> draw.nextInt(ready.size())).orElse(0);
    return Optional.of(ready.remove(drawn));
  }

  /** Waits for one that comes from another thread; false if none has come in time. */
  boolean await(long nanos) throws InterruptedException {
    Runnable step = arrived.poll(nanos, TimeUnit.NANOSECONDS);
    if (step == null) {
      return false;
    }
    ready.add(step);
    return true;
  }
}
