package dev.outrigger.web.endpoints;

import jakarta.validation.Constraint;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;

/**
 * What Jakarta Validation has to say about types. The validator takes a moment to start, so it is
 * asked only where there is an annotation of a constraint.
 */
final class Constraints {
  private Constraints() {}

  /** The validator, started by its first use. It needs no expression language. */
  static Validator validator() {
    return Started.VALIDATOR;
  }

  private static final class Started {
    static final Validator VALIDATOR =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new ParameterMessageInterpolator())
            // As all else that clients are told.
            .defaultLocale(Locale.ENGLISH)
            .buildValidatorFactory()
            .getValidator();
  }

  /** The constraints that stand at an element itself, composed ones included. */
  static List<Annotation> at(AnnotatedElement element) {
    return Stream.of(element.getAnnotations()).filter(Constraints::isConstraint).toList();
  }

  static boolean areAt(AnnotatedElement element, AnnotatedType type) {
    return !at(element).isEmpty() || areIn(type);
  }

  /** Whether there are some at what a container holds, as {@code List<@NotBlank String>}. */
  static boolean areIn(AnnotatedType type) {
    return type instanceof AnnotatedParameterizedType generic
        && Stream.of(generic.getAnnotatedActualTypeArguments())
            .anyMatch(argument -> !at(argument).isEmpty() || areIn(argument));
  }

  /** Whether there are some in a record, those of its components' own types aside. */
  static boolean areIn(Class<?> type) {
    return !at(type).isEmpty()
        || Stream.of(type.getRecordComponents()).anyMatch(Constraints::areAt);
  }

  private static boolean areAt(RecordComponent component) {
    return areAt(component, component.getAnnotatedType()) || !at(component.getAccessor()).isEmpty();
  }

  private static boolean isConstraint(Annotation annotation) {
    Class<?> type = annotation.annotationType();
    return type.isAnnotationPresent(Constraint.class)
        || type == Valid.class
        // Several of a kind are kept in a list.
        || (type.isMemberClass()
            && type.getSimpleName().equals("List")
            && type.getDeclaringClass().isAnnotationPresent(Constraint.class));
  }
}
