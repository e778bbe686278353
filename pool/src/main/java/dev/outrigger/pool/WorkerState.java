package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/**
 * What the pool's {@link PoolBuilder#initializer} made in this worker: a model that was loaded, a
 * codec that was opened, a connection. It lives as long as the worker, and only there.
 *
 * <p>Threading: any thread of the worker.
 */
public final class WorkerState {
  private static volatile @Nullable Object state;

  private WorkerState() {}

  /**
   * The state of the worker that this task runs in.
   *
   * @throws IllegalStateException if there is none, or one of another type
   */
  public static <S> S of(Class<S> type) {
    Object current = state;
    if (current == null) {
      throw new IllegalStateException(
          "this process has no worker state: give the pool an initializer(…) that returns one");
    }
    if (!type.isInstance(current)) {
      throw new IllegalStateException(
          "the worker state is a %s, not a %s"
              .formatted(current.getClass().getName(), type.getName()));
    }
    return type.cast(current);
  }

  /** Runs in each new worker before its first task; the state stays there. */
  record Initializer(RemoteCallable<? extends @Nullable Object> factory)
      implements RemoteCallable<@Nullable Object> {
    @Override
    public @Nullable Object call() throws Exception {
      state = factory.call();
      return null;
    }
  }
}
