package dev.outrigger.pool.stream;

import dev.outrigger.pool.RemoteFunction;
import dev.outrigger.pool.RemoteGenerator;
import org.jspecify.annotations.Nullable;

/** What a worker runs for a stream: the user's function with an emitter. */
public record Generating<A extends @Nullable Object, T extends @Nullable Object>(
    RemoteGenerator<A, T> generator) implements RemoteFunction<A, Boolean> {
  @Override
  public Boolean apply(A argument) throws Exception {
    try (Outlet<T> out = Outlet.open()) {
      generator.generate(out, argument);
    }
    return true;
  }
}
