package dev.outrigger.pool;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Work that a worker process runs and that takes and yields part by part. */
@FunctionalInterface
public interface RemotePipe<A extends @Nullable Object, T extends @Nullable Object>
    extends Serializable {
  /** Runs in the worker process; what it throws reaches the caller after all parts before it. */
  void run(Source<A> in, Emitter<T> out) throws Exception;
}
