package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class ManyTasksTest {
  private static final int TASKS = 5000;

  @Test
  void fiveThousandSmallTasksAddUp() throws Exception {
    try (ProcessPool pool =
        ProcessPool.builder().name("many").size(2).queueCapacity(TASKS).build()) {
      List<PoolTask<Integer>> tasks = new ArrayList<>();
      for (int i = 0; i < TASKS; i++) {
        tasks.add(pool.submit(Work::twice, i));
      }
      long sum = 0;
      for (PoolTask<Integer> task : tasks) {
        sum += task.join();
      }
      assertThat(sum).isEqualTo((long) TASKS * (TASKS - 1));
      assertThat(pool.statistics().completed()).isEqualTo(TASKS);
    }
  }

  @Test
  void manyCallersOnVirtualThreadsShareThePool() throws Exception {
    try (ProcessPool pool = ProcessPool.builder().name("callers").size(2).build()) {
      LongAdder sum = new LongAdder();
      CountDownLatch done = new CountDownLatch(500);
      for (int i = 0; i < 500; i++) {
        int number = i;
        Thread.startVirtualThread(() -> {
          try {
            sum.add(pool.call(Work::echo, new Work.Point(number, 0)).x());
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          } finally {
            done.countDown();
          }
        });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(sum.sum()).isEqualTo(500 * 499 / 2);
    }
  }
}
