package dev.outrigger.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The application's own answers to failures, by their classes. */
final class FailureHandlers {
  private final List<Entry<?>> entries = new ArrayList<>();

  private record Entry<E extends Throwable>(Class<E> type, FailureHandler<? super E> handler) {
    Optional<Object> answer(Request request, Throwable failure) throws Exception {
      return type.isInstance(failure)
          ? Optional.of(handler.answer(request, type.cast(failure)))
          : Optional.empty();
    }
  }

  <E extends Throwable> void add(Class<E> type, FailureHandler<? super E> handler) {
    for (Entry<?> known : entries) {
      if (known.type() == type) {
        throw new IllegalArgumentException("Failures of " + type.getName() + " are handled twice");
      }
    }
    entries.add(new Entry<>(type, handler));
  }

  /** The answer by whoever handles the nearest class; empty if nobody does. */
  Optional<Object> answer(Request request, Throwable failure) throws Exception {
    for (Class<?> type = failure.getClass(); type != Object.class; type = type.getSuperclass()) {
      for (Entry<?> entry : entries) {
        if (entry.type() == type) {
          return entry.answer(request, failure);
        }
      }
    }
    return Optional.empty();
  }
}
