package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Durations;
import dev.outrigger.runtime.clock.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One run of a {@link Simulation}, on the thread that makes it. */
final class SimulationRun {
  private final Simulation options;
  private final Duration patience;
  private final VirtualTime time = new VirtualTime();
  private final SimulatedSteps steps;
  private final List<Loop> loops = new ArrayList<>();

  /**
   * @param patience how long, by the time of the world, nothing happens before it has stalled
   */
  SimulationRun(Simulation options, Duration patience) {
    this.options = options;
    this.patience = patience;
    this.steps = new SimulatedSteps(options.seed().map(Random::new));
    LoopRing ring = new LoopRing();
    for (int i = 0; i < options.loopCount(); i++) {
      loops.add(Loop.simulated(steps, "simulated-" + i, time, ring));
    }
    ring.fill(loops);
  }

  <T extends @Nullable Object> T run(TaskGroup.Body<T> main) throws Exception {
    Callable<T> body = () -> TaskGroup.run(main);
    Task<T> task = new Task<>("main", new Scope(time), body, _ -> {}, () -> {});
    new TaskThread(loops.getFirst(), task.name(), null, Context.capture(), task::run).start();
    try {
      drive(task);
    } catch (StalledException stalled) {
      task.cancel(new Cancellation(Cancellation.Source.FAILURE, "the simulation has stalled"));
      time.goOn();
      try {
        drive(task);
      } catch (StalledException again) {
        stalled.addSuppressed(again);
      }
      throw stalled;
    }
    takeAllSteps();
    try {
      return task.join();
    } catch (ExecutionException e) {
      return new Outcome.Failure<T>(task.failure().orElse(e)).orThrow();
    }
  }

  private void drive(Task<?> task) throws InterruptedException {
    while (!task.isDone()) {
      takeAllSteps();
      if (!task.isDone() && !comes(options.others()) && !time.jump() && !comes(patience)) {
        throw new StalledException(tree());
      }
    }
  }

  private void takeAllSteps() {
    for (Optional<Runnable> next = steps.pick(); next.isPresent(); next = steps.pick()) {
      next.get().run();
    }
  }

  /** Whether a thread outside has anything to do for us within that time of the world. */
  private boolean comes(Duration within) throws InterruptedException {
    boolean came = within.isPositive() && steps.await(Durations.nanos(within));
    if (came) {
      time.goOn();
    }
    return came;
  }

  private String tree() {
    return TaskTree.of(loops.stream().flatMap(loop -> loop.tasks().stream()).toList());
  }
}
