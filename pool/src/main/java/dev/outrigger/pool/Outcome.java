package dev.outrigger.pool;

import org.jspecify.annotations.Nullable;

/**
 * What became of one item of a {@link Mapping#outcomes map that goes on} after a failure.
 *
 * @param <T> what the function returns
 */
public sealed interface Outcome<T extends @Nullable Object> {
  /** Which item it was, counted from 0. */
  long index();

  /**
   * The result.
   *
   * @throws TaskFailedException if there is none
   */
  T orElseThrow();

  /** The function returned. */
  record Value<T extends @Nullable Object>(long index, T value) implements Outcome<T> {
    @Override
    public T orElseThrow() {
      return value;
    }
  }

  /** There is no result; the exception is that of {@link RemoteExecutor#call}. */
  record Failed<T extends @Nullable Object>(long index, TaskFailedException failure)
      implements Outcome<T> {
    @Override
    public T orElseThrow() {
      throw failure;
    }
  }
}
