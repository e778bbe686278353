package dev.outrigger.web;

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

  /** The answer by whoever handles the nearest class; empty if nobody does. */
  Optional<Object> answer(Request request, Throwable failure) throws Exception {
    for (Class<?> type = failure.getClass(); type != Object.class; type = type.getSuperclass()) {
      Entry<?> entry = entries.get(type);
      if (entry != null) {
        return entry.answer(request, failure);
      }
    }
    return Optional.empty();
  }
}
