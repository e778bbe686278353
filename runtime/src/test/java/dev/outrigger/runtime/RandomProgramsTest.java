package dev.outrigger.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Programs that are drawn: groups in groups, deadlines in deadlines, shields, failures and
 * cancellations from anywhere, under a clock that jumps and turns that are drawn too. Whatever a
 * program does, some things hold at each of its places.
 */
@Timeout(300)
class RandomProgramsTest {
  private static final int SEEDS = 3000;
  private static final int DEEPEST = 4;

  @Test
  void whateverAProgramDoesItsScopesAndGroupsKeepTheirWord() throws Exception {
    int[] timeouts = new int[1];
    for (int seed = 0; seed < SEEDS; seed++) {
      Program program = new Program(new Random(seed));
      try {
        Simulation.seeded(seed).loops(1 + seed % 3).run(program::block);
      } catch (Drawn | CancelledException | TimeoutException expected) {
        // A failure that the program drew, or what came of one.
      }
      assertThat(program.running).as("tasks left, seed " + seed).isZero();
      timeouts[0] += program.timeouts;
    }
    assertThat(timeouts[0]).as("deadlines that struck").isGreaterThan(SEEDS / 10);
  }

  /** A failure that was drawn. */
  private static final class Drawn extends Exception {}

  private static final class Program {
    private final Random random;
    private final List<TaskGroup> groups = new ArrayList<>();
    private int running;
    private int timeouts;

    Program(Random random) {
      this.random = random;
    }

    boolean block(TaskGroup group) throws Exception {
      return block(group, 0);
    }

    private boolean block(TaskGroup group, int depth) throws Exception {
      for (int i = random.nextInt(4); i >= 0; i--) {
        step(group, depth);
      }
      return true;
    }

    private void step(TaskGroup group, int depth) throws Exception {
      switch (random.nextInt(depth < DEEPEST ? 9 : 4)) {
        case 0 -> sleep();
        case 1 -> Scope.checkpoint();
        case 2 -> fail();
        case 3 -> groups.stream().skip(random.nextInt(3)).findFirst().ifPresent(this::cancel);
        case 4 -> deadline(group, depth);
        case 5 -> shield(group, depth);
        case 6 -> innerGroup(depth);
        case 7 -> swallow(group, depth);
        default -> spawn(group, depth);
      }
    }

    private void sleep() throws InterruptedException {
      long before = Time.now();
      Duration length = Duration.ofMillis(random.nextInt(1000));
      Time.sleep(length);
      assertThat(Time.now() - before).isGreaterThanOrEqualTo(length.toNanos());
    }

    private void fail() throws Drawn {
      if (random.nextInt(4) == 0) {
        throw new Drawn();
      }
    }

    private void cancel(TaskGroup other) {
      if (random.nextInt(4) == 0) {
        other.cancel("drawn");
      }
    }

    private void deadline(TaskGroup group, int depth) throws Exception {
      long limit = Duration.ofMillis(1 + random.nextInt(2000)).toNanos();
      long start = Time.now();
      try {
        boolean _ = Scope.timeout(Duration.ofNanos(limit), () -> block(group, depth + 1));
      } catch (TimeoutException struck) {
        // Its own, for those inside are caught inside.
        timeouts++;
        assertThat(Time.now() - start).isGreaterThanOrEqualTo(limit);
      }
    }

    private void shield(TaskGroup group, int depth) throws Exception {
      boolean _ =
          Scope.shield(() -> {
            Time.sleep(Duration.ofMillis(random.nextInt(500)));
            return block(group, depth + 1);
          });
    }

    private void innerGroup(int depth) throws Exception {
      TaskGroup[] known = new TaskGroup[1];
      try {
        boolean _ =
            TaskGroup.run(group -> {
              known[0] = group;
              groups.add(group);
              return block(group, depth + 1);
            });
      } finally {
        if (known[0] != null) {
          groups.remove(known[0]);
          assertThat(known[0].running()).as("tasks of a group that is over").isZero();
        }
      }
    }

    private void swallow(TaskGroup group, int depth) throws Exception {
      try {
        boolean _ = block(group, depth + 1);
      } catch (CancelledException | InterruptedException swallowed) {
        // Level-triggered: the next wait inside the same scope meets it again.
        Scope.current()
            .filter(Scope::isCancelled)
            .ifPresent(_ -> assertThat(nextWaitThrows()).isTrue());
      }
    }

    private static boolean nextWaitThrows() {
      try {
        Time.sleep(Duration.ofHours(1));
        return false;
      } catch (CancelledException | InterruptedException again) {
        return true;
      }
    }

    private void spawn(TaskGroup group, int depth) {
      Task<Boolean> task =
          group.spread(
              "depth " + depth,
              () -> {
                running++;
                try {
                  return block(group, depth + 1);
                } finally {
                  running--;
                }
              });
      if (random.nextInt(8) == 0) {
        task.cancel(new Cancellation(Cancellation.Source.CALLER, "drawn"));
      }
    }
  }
}
