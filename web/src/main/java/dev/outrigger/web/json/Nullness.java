package dev.outrigger.web.json;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;

/** Which values may be null: what bears an annotation of the name Nullable, whosever it is. */
public final class Nullness {
  private Nullness() {}

  /** Whether a parameter may be null. */
  public static boolean isNullable(Parameter parameter) {
    return isNullable((AnnotatedElement) parameter) || isNullable(parameter.getAnnotatedType());
  }

  /** Whether a component may be null. */
  public static boolean isNullable(RecordComponent component) {
    return isNullable((AnnotatedElement) component)
        || isNullable(component.getAnnotatedType())
        || isNullable(component.getAccessor());
  }

  /** Whether this itself is annotated so. */
  public static boolean isNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }
}
