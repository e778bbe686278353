package dev.outrigger.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Work with one argument that a worker process runs; usually a reference to a static method. */
@FunctionalInterface
public interface RemoteFunction<A extends @Nullable Object, T extends @Nullable Object>
    extends Serializable {
  /**
   * Runs in the worker process; what it throws reaches the caller as {@link TaskFailedException}.
   */
  T apply(A argument) throws Exception;
}
