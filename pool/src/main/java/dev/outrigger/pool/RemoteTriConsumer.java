package dev.outrigger.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Work with three arguments and without a result; usually a reference to a static method. */
@FunctionalInterface
public interface RemoteTriConsumer<
        A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
    extends Serializable {
  /**
   * Runs in the worker process; what it throws reaches the caller as {@link TaskFailedException}.
   */
  void accept(A first, B second, C third) throws Exception;
}
