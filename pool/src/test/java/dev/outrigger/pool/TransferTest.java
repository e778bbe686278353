package dev.outrigger.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What one process can't read of the other's, or not write for it. */
class TransferTest {
  private static final int MAX_FRAME = 64 << 10;

  @Test
  void aTaskOfAClassThatWorkersDoNotFindHasNotStartedAndNamesIt() {
    try (ProcessPool pool = withoutTests()) {
      TaskFailedException failure = failureOf(pool.submit(Work::twice, 1));
      assertThat(failure.failure().label()).isEqualTo("TRANSFER");
      assertThat(failure.delivery()).isEqualTo(Delivery.NOT_STARTED);
      assertThat(failure)
          .hasMessageContaining(
              "the worker does not find the class dev.outrigger.pool.TransferTest: check classPath(…)");
      assertThat(pool.statistics().workersLost()).isZero();
    }
  }

  @Test
  void aCapturedObjectOfSuchAClassIsToldTheSameWay() {
    try (ProcessPool pool = withoutTests()) {
      Future<?> future = pool.asExecutorService().submit(new Job());
      assertThatThrownBy(future::get)
          .cause()
          .hasMessageContaining("TRANSFER, NOT_STARTED")
          .hasMessageContaining("does not find the class dev.outrigger.pool.TransferTest$Job");
    }
  }

  record Job() implements Runnable, Serializable {
    @Override
    public void run() {}
  }

  @Test
  void aResultAboveTheLargestFrameIsLostThoughTheTaskEnded() {
    try (ProcessPool pool = ProcessPool.builder().size(1).maxFrame(MAX_FRAME).build()) {
      TaskFailedException failure = failureOf(pool.submit(TransferTest::text, 2 * MAX_FRAME));
      assertThat(failure.failure().label()).isEqualTo("TRANSFER");
      assertThat(failure.delivery()).isEqualTo(Delivery.RESULT_LOST);
      assertThat(failure)
          .hasMessageContaining("it ran to its end, but its result can't be sent: ")
          .hasMessageContaining("maxFrame(…)");
    }
  }

  @Test
  void anExceptionWithAHugeMessageKeepsItsClassAndTheBeginningOfItsMessage() {
    try (ProcessPool pool = ProcessPool.builder().size(1).maxFrame(MAX_FRAME).build()) {
      TaskFailedException failure = failureOf(pool.submit(TransferTest::failLong, 2 * MAX_FRAME));
      assertThat(failure.failure().label()).isEqualTo("TASK_EXCEPTION");
      assertThat(failure)
          .cause()
          .isInstanceOf(RemoteThrowable.class)
          .message()
          .startsWith("java.lang.IllegalStateException: xxxx")
          .endsWith("… (cut, 131072 characters)")
          .hasSizeLessThan(5000);
      assertThat(failure).cause().hasStackTraceContaining("TransferTest.failLong(");
      assertThat(failure).cause().cause().hasMessage("java.io.IOException: the reason");
    }
  }

  static String text(int length) {
    return "x".repeat(length);
  }

  static int failLong(int length) {
    throw new IllegalStateException("x".repeat(length), new IOException("the reason"));
  }

  private static ProcessPool withoutTests() {
    return ProcessPool.builder().size(1).classPath(List.of(Path.of("target/classes"))).build();
  }

  private static TaskFailedException failureOf(PoolTask<?> task) {
    return catchThrowableOfType(TaskFailedException.class, task::join);
  }
}
