package dev.outrigger.runtime;

import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the calling thread with a clock of its own, for tests. Time stands still while any
 * task can run and jumps to the next deadline or the end of the next sleep when all of them wait,
 * so that a test of an hour takes no time at all. Given a seed, it draws which task has the next
 * turn, and draws the same again when it is run with the same seed.
 *
 * <pre>{@code
 * Simulation.seeded(42).run(group -> {
 *   var patient = group.spawn("patient", () -> Scope.timeout(Duration.ofHours(1), this::fetch));
 *   Time.sleep(Duration.ofMinutes(30));
 *   return patient.join();
 * });
 * }</pre>
 *
 * <p>What it knows of is what Outrigger offers: {@link Time}, scopes, groups, and what waits for
 * another task, by whatever means. {@link Thread#sleep}, I/O and threads outside go by the time of
 * the world; see {@link #waitingForOthers}. A simulated loop has no sockets.
 *
 * <p>Needs a JVM with the flag {@value LoopCarriedThreads#FLAG}.
 *
 * <p>Threading: immutable; each run belongs to the thread that calls it, a platform thread.
 *
 * @param seed draws the turns; none: each task has its turn in the order in which they could run
 * @param loopCount how many loops there are, all of them carried by the calling thread
 * @param others how long, by the time of the world, to wait for threads outside before time jumps
 */
public record Simulation(Optional<Long> seed, int loopCount, Duration others) {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** Refuses fewer than one loop, and a negative wait. */
  public Simulation {
    if (loopCount < 1) {
      throw new IllegalArgumentException("at least one loop is needed, but count was " + loopCount);
    }
    if (others.isNegative()) {
      throw new IllegalArgumentException("a simulation cannot wait for " + others);
    }
  }

  /** Each task in its turn, on one loop. */
  public static Simulation inOrder() {
    return new Simulation(Optional.empty(), 1, Duration.ZERO);
  }

  /** Turns drawn by this seed, on one loop. */
  public static Simulation seeded(long seed) {
    return new Simulation(Optional.of(seed), 1, Duration.ZERO);
  }

  /**
   * Runs the body once for each of so many seeds, counted from zero; the first failure ends it and
   * tells its seed.
   */
  public static void forSeeds(int count, TaskGroup.Body<?> body) throws Exception {
    for (long seed = 0; seed < count; seed++) {
      Object _ = seeded(seed).run(body);
    }
  }

  /** The same with so many loops; default one. */
  public Simulation loops(int count) {
    return new Simulation(seed, count, others);
  }

  /**
   * The same, but before time jumps it waits so long, by the time of the world, for anything from
   * threads outside, as after a {@link Blocking} call. Default: not at all.
   */
  public Simulation waitingForOthers(Duration atMost) {
    return new Simulation(seed, loopCount, atMost);
  }

  /**
   * Runs the body as the first task of the first loop, in a group of its own, and returns when it
   * and all tasks that it started have ended.
   *
   * @throws StalledException if all tasks wait, no time will wake any of them, and nothing has come
   *     from outside for five seconds; the tasks are cancelled then, and those that do not end by
   *     that are left alone
   * @throws IllegalStateException if the JVM lacks the flag, or a virtual thread calls it
   * @throws Exception what the body or the first of the tasks threw that failed; one line that is
   *     suppressed in it tells the seed
   */
  public <T extends @Nullable Object> T run(TaskGroup.Body<T> main) throws Exception {
    if (!TaskBackend.LOOP_CARRIED.isAvailable()) {
      throw LoopCarriedThreads.notHere();
    }
    if (Thread.currentThread().isVirtual()) {
      throw new IllegalStateException(
          "a simulation carries its tasks on the calling thread, which must not be virtual");
    }
    try {
      return new SimulationRun(this, PATIENCE).run(main);
    } catch (Exception | Error e) {
      seed.ifPresent(each -> e.addSuppressed(new Replay(each)));
      throw e;
    }
  }

  /** A line in a stack trace. */
  private static final class Replay extends Exception {
    Replay(long seed) {
      super("seen in Simulation.seeded(" + seed + "), which replays it", null, false, false);
    }
  }
}
