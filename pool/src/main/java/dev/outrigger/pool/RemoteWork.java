package dev.outrigger.pool;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function with its arguments, to be run elsewhere: what a {@link RemoteExecutor} is given. Not
 * encoded yet, so each executor may do that in its own way.
 *
 * @param <T> what it returns
 */
@SuppressWarnings("UnusedTypeParameter") // what it returns is known to the caller only
public final class RemoteWork<T extends @Nullable Object> {
  private final Object function;
  private final List<? extends @Nullable Object> arguments;

  private RemoteWork(Object function, @Nullable Object... arguments) {
    this.function = Check.given(function, "function");
    this.arguments = Collections.unmodifiableList(Arrays.asList(arguments));
  }

  /** A function without arguments. */
  public static <T extends @Nullable Object> RemoteWork<T> of(RemoteCallable<T> callable) {
    return new RemoteWork<>(callable);
  }

  /** A function with its argument. */
  public static <A extends @Nullable Object, T extends @Nullable Object> RemoteWork<T> of(
      RemoteFunction<A, T> function, A argument) {
    return new RemoteWork<>(function, argument);
  }

  /** A function with its two arguments. */
  public static <A extends @Nullable Object, B extends @Nullable Object, T extends @Nullable Object>
      RemoteWork<T> of(RemoteBiFunction<A, B, T> function, A first, B second) {
    return new RemoteWork<>(function, first, second);
  }

  /** A function with its three arguments. */
  public static <
          A extends @Nullable Object,
          B extends @Nullable Object,
          C extends @Nullable Object,
          T extends @Nullable Object>
      RemoteWork<T> of(RemoteTriFunction<A, B, C, T> function, A first, B second, C third) {
    return new RemoteWork<>(function, first, second, third);
  }

  /** An action without arguments. */
  public static RemoteWork<@Nullable Void> action(RemoteRunnable action) {
    return new RemoteWork<>(action);
  }

  /** An action with its argument. */
  public static <A extends @Nullable Object> RemoteWork<@Nullable Void> action(
      RemoteConsumer<A> action, A argument) {
    return new RemoteWork<>(action, argument);
  }

  /** An action with its two arguments. */
  public static <A extends @Nullable Object, B extends @Nullable Object>
      RemoteWork<@Nullable Void> action(RemoteBiConsumer<A, B> action, A first, B second) {
    return new RemoteWork<>(action, first, second);
  }

  /** An action with its three arguments. */
  public static <A extends @Nullable Object, B extends @Nullable Object, C extends @Nullable Object>
      RemoteWork<@Nullable Void> action(
          RemoteTriConsumer<A, B, C> action, A first, B second, C third) {
    return new RemoteWork<>(action, first, second, third);
  }

  /** Whether it is done for what it does: it has no result. */
  public boolean isAction() {
    return switch (function) {
      case RemoteRunnable _,
          RemoteConsumer<?> _,
          RemoteBiConsumer<?, ?> _,
          RemoteTriConsumer<?, ?, ?> _ ->
          true;
      default -> false;
    };
  }

  /** One of the {@code Remote…} functional interfaces. */
  public Object function() {
    return function;
  }

  /** As many as the function takes; can't be changed. */
  public List<? extends @Nullable Object> arguments() {
    return arguments;
  }
}
