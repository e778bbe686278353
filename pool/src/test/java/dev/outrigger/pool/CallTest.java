package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CallTest {
  private static ProcessPool pool;

  @BeforeAll
  static void start() {
    pool = ProcessPool.builder().name("call").size(2).build();
  }

  @AfterAll
  static void stop() {
    pool.close();
  }

  @Test
  void aMethodReferenceRunsInAnotherProcess() throws Exception {
    assertThat(pool.call(Work::twice, 21)).isEqualTo(42);
    assertThat(pool.call(Work::add, 40, 2)).isEqualTo(42);
    assertThat(pool.call(Work::pid)).isNotEqualTo(ProcessHandle.current().pid());
  }

  @Test
  void whatATaskThrowsReachesTheCaller() {
    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> pool.call(Work::fail, "no luck"));
    assertThat(failure).hasRootCauseInstanceOf(IllegalStateException.class);
    assertThat(failure.failure().label()).isEqualTo("TASK_EXCEPTION");
    assertThat(failure.delivery()).isEqualTo(Delivery.STARTED);
    assertThat(failure).cause().hasStackTraceContaining("at dev.outrigger.pool.Work.fail(");
    assertThat(failure).hasMessageContaining("(Work.fail)").hasMessageContaining("no luck");
  }

  @Test
  void aTaskThatHaltsItsWorkerFailsAlone() throws Exception {
    TaskFailedException failure =
        catchThrowableOfType(TaskFailedException.class, () -> pool.call(Work::halt, 7));
    assertThat(failure.failure()).isEqualTo(new FailureCause.Exit(7));
    assertThat(pool.call(Work::twice, 4)).isEqualTo(8);
  }
}
