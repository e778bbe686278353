package dev.outrigger.pool;

import dev.outrigger.pool.schedule.Ending;
import java.util.concurrent.RejectedExecutionException;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Tasks come to a view of a pool while it is shut down: none is accepted after it has ended. */
public class ExecutorViewLincheckTest {
  private final ExecutorView view = new ExecutorView(new Immediate());

  /** A task that is done at once; tells whether it was accepted. */
  @Operation
  public boolean submit() {
    try {
      var _ = view.submit(() -> {});
      return true;
    } catch (RejectedExecutionException _) {
      return false;
    }
  }

  /** As the JDK describes it. */
  @Operation
  public void shutdown() {
    view.shutdown();
  }

  /** Once shut, it ends with its last task. */
  @Validate
  public void whatIsShutHasEnded() {
    if (view.isShutdown() && !view.isTerminated()) {
      throw new IllegalStateException("it will never end: " + view);
    }
  }

  @Test
  void aViewEndsOnceItIsShutAndHasNoTaskLeft() {
    new ModelCheckingOptions()
        .iterations(6)
        .invocationsPerIteration(100)
        .threads(2)
        .actorsPerThread(2)
        .actorsBefore(0)
        .actorsAfter(1)
        .check(ExecutorViewLincheckTest.class);
  }

  /** Runs nothing. */
  private static final class Immediate implements RemoteExecutor {
    @Override
    public TaskOptions options() {
      return TaskOptions.defaults();
    }

    @Override
    public int parallelism() {
      return 1;
    }

    @Override
    public <T extends @Nullable Object> PoolTask<T> submit(
        TaskOptions options, RemoteWork<T> work) {
      return new PoolTask<>(new KnownResult("known", new Ending.Returned(null)));
    }
  }
}
