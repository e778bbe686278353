package dev.outrigger.runtime;

import dev.outrigger.runtime.clock.Alarms;
import dev.outrigger.runtime.clock.Timekeeper;
import org.jspecify.annotations.Nullable;

/**
 * Where some code runs: in which scope, and on the thread of which task. Both in one, since to bind
 * a scoped value and to look it up are what a short task spends most of its time with.
 */
record Place(@Nullable Scope scope, @Nullable TaskThread task) {
  private static final ScopedValue<Place> CURRENT = ScopedValue.newInstance();
  private static final Place OUTSIDE = new Place(null, null);

  /** That of the calling code. */
  static Place here() {
    return CURRENT.orElse(OUTSIDE);
  }

  /** The same, further inside. */
  Place in(@Nullable Scope inside) {
    return new Place(inside, task);
  }

  /** The clock of the scope, or of the task's loop; else the machine's. */
  Timekeeper time() {
    if (scope != null) {
      return scope.time();
    }
    return task == null ? Alarms.REAL : task.loop().time();
  }

  /** Has the body run here. */
  <T extends @Nullable Object> T call(ScopedValue.CallableOp<T, Exception> body) throws Exception {
    return ScopedValue.where(CURRENT, this).call(body);
  }

  /** Has the body run here. */
  void run(Runnable body) {
    ScopedValue.where(CURRENT, this).run(body);
  }

  /** Whether a scoped value says nothing but where some code runs. */
  static boolean isMarker(ScopedValue<?> value) {
    return value.equals(CURRENT);
  }
}
