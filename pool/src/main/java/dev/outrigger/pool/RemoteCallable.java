package dev.outrigger.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Work without arguments that a worker process runs. What a lambda captures travels with it, so it
 * must be serializable.
 */
@FunctionalInterface
public interface RemoteCallable<T extends @Nullable Object> extends Callable<T>, Serializable {
  /**
   * Runs in the worker process; what it throws reaches the caller as {@link TaskFailedException}.
   */
  @Override
  T call() throws Exception;
}
