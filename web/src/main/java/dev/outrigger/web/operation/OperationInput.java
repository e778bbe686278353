package dev.outrigger.web.operation;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/**
 * A value that a route takes.
 *
 * @param in {@code path}, {@code query}, {@code header}, {@code cookie} or {@code form}
 * @param name in the request
 * @param type in Java; {@code Optional} and lists as they are declared
 * @param otherwise what it is if the request has none
 * @param constraints the annotations of Jakarta Validation
 * @param contents those at what a list or an {@code Optional} holds
 */
public record OperationInput(
    String in,
    String name,
    Type type,
    boolean required,
    Optional<String> otherwise,
    List<Annotation> constraints,
    List<Annotation> contents) {

  /** Keeps copies of the lists. */
  public OperationInput {
    constraints = List.copyOf(constraints);
    contents = List.copyOf(contents);
  }
}
