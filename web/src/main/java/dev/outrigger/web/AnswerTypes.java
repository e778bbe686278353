package dev.outrigger.web;

import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import tools.jackson.databind.JsonNode;

/** Whether what a method says that it returns can be an answer, as {@link Answers} makes them. */
final class AnswerTypes {
  private static final List<Class<?>> POSSIBLE =
      List.of(
          Response.class,
          Problem.class,
          CharSequence.class,
          Number.class,
          Boolean.class,
          Enum.class,
          UUID.class,
          byte[].class,
          Record.class,
          Map.class,
          Collection.class,
          JsonNode.class,
          Optional.class);

  private AnswerTypes() {}

  /**
   * Lets pass what may be an answer, as an interface that records implement.
   *
   * @throws IllegalArgumentException for what never is one
   */
  static void requirePossible(Class<?> type, String method) {
    if (Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type)) {
      throw refusal(type, method, "wait for it in the method, and return what comes of it");
    }
    if (BaseStream.class.isAssignableFrom(type)) {
      throw refusal(type, method, "return its toList()");
    }
    if (!isPossible(type)) {
      throw refusal(type, method, "make it a record, or return Response.json(..) of it");
    }
  }

  private static boolean isPossible(Class<?> type) {
    if (type.isPrimitive()) {
      return type != char.class;
    }
    boolean isOpen = Modifier.isAbstract(type.getModifiers()) && !type.isArray();
    return isOpen
        || POSSIBLE.stream()
            .anyMatch(each -> each.isAssignableFrom(type) || type.isAssignableFrom(each));
  }

  private static IllegalArgumentException refusal(Class<?> type, String method, String wayOut) {
    return new IllegalArgumentException(
        method + " returns " + type.getSimpleName() + ", which is no answer; " + wayOut);
  }
}
