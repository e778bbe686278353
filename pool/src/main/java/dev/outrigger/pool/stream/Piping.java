package dev.outrigger.pool.stream;

import dev.outrigger.pool.RemoteCallable;
import dev.outrigger.pool.RemotePipe;
import org.jspecify.annotations.Nullable;

/** What a worker runs for a pipe: the user's function with a source and an emitter. */
public record Piping<A extends @Nullable Object, T extends @Nullable Object>(RemotePipe<A, T> pipe)
    implements RemoteCallable<Boolean> {
  @Override
  public Boolean call() throws Exception {
    try (Outlet<T> out = Outlet.open()) {
      pipe.run(Intake.open(), out);
    }
    return true;
  }
}
