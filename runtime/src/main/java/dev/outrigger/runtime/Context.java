package dev.outrigger.runtime;

import dev.outrigger.pool.ContextCarrier;
import dev.outrigger.pool.context.Carriers;
import dev.outrigger.runtime.carrier.BoundValues;
import dev.outrigger.runtime.carrier.LoopCarriedThreads;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What a piece of code finds bound around it, to be bound again around another: {@link
 * ScopedValue}s, SLF4J's MDC where there is SLF4J, and whatever other {@link ContextCarrier}s there
 * are.
 *
 * <p>Each task of a {@link TaskGroup} gets the context of the code that starts it, as it is at that
 * moment, and so does the body of a {@link Blocking} call. In a JVM with the flag {@value
 * LoopCarriedThreads#FLAG} these are all scoped values that are bound there. The JDK has no public
 * way to list them, so without the flag they are those that were declared by {@link #inherit}.
 *
 * <p>Threading: immutable; may be used by any number of threads at once.
 */
public final class Context {
  private static final List<ScopedValue<?>> DECLARED = new CopyOnWriteArrayList<>();
  private static final Context EMPTY = new Context(null, Map.of());

  private final ScopedValue.@Nullable Carrier values;
  private final Map<String, String> carried;

  private Context(ScopedValue.@Nullable Carrier values, Map<String, String> carried) {
    this.values = values;
    this.carried = carried;
  }

  /**
   * Lets a scoped value follow into tasks also where the JVM has not been started with the flag.
   *
   * <pre>{@code
   * static final ScopedValue<User> USER = Context.inherit(ScopedValue.newInstance());
   * }</pre>
   *
   * @return the same value
   */
  public static <V extends @Nullable Object> ScopedValue<V> inherit(ScopedValue<V> value) {
    if (!DECLARED.contains(value)) {
      DECLARED.add(value);
    }
    return value;
  }

  /** One that holds nothing. */
  static Context empty() {
    return EMPTY;
  }

  /** That of the calling code. */
  public static Context capture() {
    ScopedValue.@Nullable Carrier values = null;
    for (ScopedValue<?> value :
        BoundValues.canBeListed() ? BoundValues.list(Place::isMarker) : DECLARED) {
      if (value.isBound()) {
        values = with(values, value);
      }
    }
    Map<String, String> carried = Carriers.whenNeeded().capture(Map.of());
    return values == null && carried.isEmpty() ? EMPTY : new Context(values, carried);
  }

  private static <V extends @Nullable Object> ScopedValue.Carrier with(
      ScopedValue.@Nullable Carrier others, ScopedValue<V> value) {
    return others == null
        ? ScopedValue.where(value, value.get())
        : others.where(value, value.get());
  }

  /** Runs the body with this context. */
  public void run(Runnable body) {
    Runnable undo = restore();
    try {
      if (values == null) {
        body.run();
      } else {
        values.run(body);
      }
    } finally {
      undo.run();
    }
  }

  /** Runs the body with this context, and returns what it returns. */
  public <T extends @Nullable Object> T call(Callable<T> body) throws Exception {
    Runnable undo = restore();
    try {
      return values == null ? body.call() : values.call(body::call);
    } finally {
      undo.run();
    }
  }

  /**
   * The same on a thread that has nothing of its own and serves others later: whatever the body
   * leaves there for carriers is taken away, even where this holds nothing.
   */
  <T extends @Nullable Object> T callAndClean(Callable<T> body) throws Exception {
    Runnable undo = Carriers.whenNeeded().restoreAll(carried);
    try {
      return values == null ? body.call() : values.call(body::call);
    } finally {
      undo.run();
    }
  }

  private Runnable restore() {
    return carried.isEmpty() ? () -> {} : Carriers.whenNeeded().restore(carried);
  }
}
