package dev.outrigger.web;

import dev.outrigger.http.HttpException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The application's own answers to failures, by their classes. */
final class FailureHandlers {
  private final Map<Class<?>, Entry<?>> entries = new HashMap<>();

  private record Entry<E extends Throwable>(Class<E> type, FailureHandler<? super E> handler) {
    Optional<Object> answer(Request request, Throwable failure) throws Exception {
      return Optional.of(handler.answer(request, type.cast(failure)));
    }
  }

  <E extends Throwable> void add(Class<E> type, FailureHandler<? super E> handler) {
    if (entries.putIfAbsent(type, new Entry<>(type, handler)) != null) {
      throw new IllegalArgumentException("Failures of " + type.getName() + " are handled twice");
    }
  }

  private static boolean isAnswer(Throwable failure) {
    return failure instanceof Problem || failure instanceof HttpException;
  }

  private static Class<?> up(Class<?> type) {
    Class<?> above = type.getSuperclass();
    return above == null ? Object.class : above;
  }

  /** The answer by whoever handles the nearest class; empty if nobody does. */
  Optional<Object> answer(Request request, Throwable failure) throws Exception {
    // A Problem is an answer already, and refusals of the server's are too: a handler for all
    // failures does not mean them.
    Class<?> last = isAnswer(failure) ? failure.getClass() : Throwable.class;
    for (Class<?> type = failure.getClass(); last.isAssignableFrom(type); type = up(type)) {
      Entry<?> entry = entries.get(type);
      if (entry != null) {
        return entry.answer(request, failure);
      }
    }
    return Optional.empty();
  }
}
