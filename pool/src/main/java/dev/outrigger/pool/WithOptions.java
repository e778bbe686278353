package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/** An executor seen with options of one's own. */
record WithOptions(RemoteExecutor base, TaskOptions options) implements RemoteExecutor {
  WithOptions {
    Check.given(options, "options");
  }

  @Override
  public <T extends @Nullable Object> PoolTask<T> submit(TaskOptions asked, RemoteWork<T> work) {
    return base.submit(asked, work);
  }

  @Override
  public RemoteExecutor with(TaskOptions others) {
    return base.with(others);
  }

  @Override
  public int parallelism() {
    return base.parallelism();
  }
}
