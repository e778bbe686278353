package dev.outrigger.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Work with one argument and without a result; usually a reference to a static method. */
@FunctionalInterface
public interface RemoteConsumer<A extends @Nullable Object> extends Serializable {
  /**
   * Runs in the worker process; what it throws reaches the caller as {@link TaskFailedException}.
   */
  void accept(A argument) throws Exception;
}
