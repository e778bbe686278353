package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.Nullness;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a value is wanted for: a parameter, or a component of a record.
 *
 * @param name empty if the compiler did not keep it
 * @param where it stands, for messages
 */
record Slot(String name, Type type, AnnotatedElement element, boolean nullable, String where) {

  static Slot of(Parameter parameter, int index, String method) {
    boolean named = parameter.isNamePresent();
    String shown = named ? parameter.getName() : "parameter " + (index + 1);
    return new Slot(
        named ? parameter.getName() : "",
        parameter.getParameterizedType(),
        parameter,
        Nullness.isNullable(parameter),
        method + "(" + shown + ")");
  }

  static Slot of(RecordComponent component) {
    return new Slot(
        component.getName(),
        component.getGenericType(),
        component,
        Nullness.isNullable(component),
        component.getDeclaringRecord().getSimpleName() + "(" + component.getName() + ")");
  }

  /** What an annotation of this slot says. */
  <A extends Annotation> Optional<String> said(Class<A> type, Function<A, String> value) {
    A annotation = element.getAnnotation(type);
    return annotation == null ? Optional.empty() : Optional.of(value.apply(annotation));
  }

  boolean has(Class<? extends Annotation> type) {
    return element.isAnnotationPresent(type);
  }

  /** The name that an annotation says, or its own. */
  String nameOr(String said) {
    if (!said.isEmpty()) {
      return said;
    }
    if (name.isEmpty()) {
      throw refusal(
          "has no name in the class file; compile with -parameters, or name it in an annotation,"
              + " as @FromQuery(\"page\")");
    }
    return name;
  }

  IllegalArgumentException refusal(String reason) {
    return new IllegalArgumentException(where + " " + reason);
  }
}
