package dev.outrigger.pool;

import java.io.Serializable;

/**
 * Work without arguments and without a result that a worker process runs. What a lambda captures
 * travels with it, so it must be serializable.
 */
@FunctionalInterface
public interface RemoteRunnable extends Serializable {
  /**
   * Runs in the worker process; what it throws reaches the caller as {@link TaskFailedException}.
   */
  void run() throws Exception;
}
