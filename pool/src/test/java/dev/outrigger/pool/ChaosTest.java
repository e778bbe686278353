package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks under random faults; the seed is in the log of a failure. */
class ChaosTest {
  private static final int TASKS = 400;
  private static final TaskOptions SHORT =
      TaskOptions.defaults().within(Duration.ofSeconds(20)).withGrace(Duration.ofMillis(20));

  @TempDir private Path folder;

  @Test
  void everyTaskGetsItsOwnAnswerAndTheCountsAddUp() throws Exception {
    long seed = System.nanoTime();
    System.getLogger("dev.outrigger.pool.chaos").log(System.Logger.Level.INFO, "seed " + seed);
    Random random = new Random(seed);
    List<PoolTask<Integer>> tasks = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    ProcessPool pool = ProcessPool.builder().name("chaos").size(2).build();
    for (int i = 0; i < TASKS; i++) {
      int fate = random.nextInt(60);
      expected.add(fate < 6 ? -1 : 2 * i);
      tasks.add(submit(pool, fate, i));
      if (fate == 5) {
        tasks.getLast().cancel("chance");
      }
    }
    pool.close();
    PoolStatistics end = pool.statistics();
    int returned = 0;
    int failed = 0;
    int cancelled = 0;
    for (int i = 0; i < TASKS; i++) {
      try {
        assertThat(tasks.get(i).join()).as("task %d, seed %d", i, seed).isEqualTo(expected.get(i));
        returned++;
      } catch (TaskFailedException e) {
        assertThat(expected.get(i)).as("task %d failed, seed %d: %s", i, seed, e).isEqualTo(-1);
        failed++;
      } catch (CancellationException e) {
        cancelled++;
      }
    }
    assertThat(end.submitted()).isEqualTo(TASKS);
    assertThat(end.completed()).isEqualTo(returned);
    assertThat(end.failed()).isEqualTo(failed);
    assertThat(end.cancelled()).isEqualTo(cancelled);
    assertThat(returned + failed + cancelled).isEqualTo(TASKS);
    assertThat(end.starting() + end.idle() + end.busy() + end.stopping()).isZero();
  }

  private PoolTask<Integer> submit(ProcessPool pool, int fate, int number) {
    return switch (fate) {
      case 0 -> pool.submit(Work::exit, 4);
      case 1 -> pool.submit(Work::halt, 137);
      case 2 -> pool.submit(Work::fail, "chance");
      case 3 -> pool.submit(Work::recurse, 0);
      case 4 ->
          pool.with(SHORT.within(Duration.ofMillis(1)))
              .submit(Work::waitForEver, folder.resolve("x").toString());
      default -> pool.submit(Work::twice, number);
    };
  }
}
