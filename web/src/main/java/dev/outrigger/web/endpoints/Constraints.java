package dev.outrigger.web.endpoints;

import dev.outrigger.web.Problem;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.groups.Default;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hibernate.validator.HibernateValidator;
import org.jspecify.annotations.Nullable;

/**
 * What Jakarta Validation has to say about types. The validator takes a moment to start, so it is
 * asked only where there is an annotation of a constraint.
 */
public final class Constraints {
  private Constraints() {}

  /** The validator, started by its first use. It needs no expression language. */
  static Validator validator() {
    return Started.VALIDATOR;
  }

  /** What a value violates. */
  static Set<? extends ConstraintViolation<?>> violations(Object value) {
    return asked(() -> validator().validate(value));
  }

  /** What a value would violate as a property of this name. */
  static Set<? extends ConstraintViolation<?>> violations(
      Class<?> type, String property, @Nullable Object value) {
    return asked(() -> validator().validateValue(type, property, value));
  }

  // How deep an expression of @Pattern goes is up to the client: the JDK takes a frame of the
  // stack for each round of a group, as in [a-z]+(?:-[a-z]+)*.
  private static <V> V asked(Supplier<V> question) {
    try {
      return question.get();
    } catch (StackOverflowError tooDeep) {
      throw Problem.unprocessable("A value is too long, or goes too deep, to be checked");
    }
  }

  private static final class Started {
    static final Validator VALIDATOR =
        Validation.byProvider(HibernateValidator.class)
            .configure()
            .ignoreXmlConfiguration()
            .messageInterpolator(new Messages())
            // As all else that clients are told.
            .defaultLocale(Locale.ENGLISH)
            .buildValidatorFactory()
            .getValidator();
  }

  /** The constraints that stand at an element itself, composed ones included. */
  public static List<Annotation> at(AnnotatedElement element) {
    return Stream.of(element.getAnnotations()).filter(Constraints::isConstraint).toList();
  }

  /** Those of a component, wherever the compiler has put them. */
  public static List<Annotation> of(RecordComponent component) {
    return Stream.of(component, component.getAccessor(), component.getAnnotatedType())
        .flatMap(place -> at(place).stream())
        .distinct()
        .toList();
  }

  /** Whether a constraint belongs to no group but that which is always asked for. */
  public static boolean isOfDefaultGroup(Annotation constraint) {
    return !(member(constraint, "groups") instanceof Class<?>[] groups)
        || groups.length == 0
        || List.of(groups).contains(Default.class);
  }

  /** Those that a list of one kind holds, or that a constraint is made of. */
  public static List<Annotation> partsOf(Annotation constraint) {
    return member(constraint, "value") instanceof Annotation[] several
        ? List.of(several)
        : at(constraint.annotationType());
  }

  private static @Nullable Object member(Annotation annotation, String name) {
    try {
      Method method = annotation.annotationType().getDeclaredMethod(name);
      method.setAccessible(true);
      return method.invoke(annotation);
    } catch (ReflectiveOperationException | InaccessibleObjectException none) {
      return null;
    }
  }

  /** Those of a parameter or a component. */
  static List<Annotation> ofSlot(Slot slot) {
    return switch (slot.element()) {
      case RecordComponent component -> of(component);
      case Parameter parameter ->
          Stream.concat(at(parameter).stream(), at(parameter.getAnnotatedType()).stream())
              .distinct()
              .toList();
      default -> at(slot.element());
    };
  }

  /** Those at what a list or an Optional of this slot holds. */
  static List<Annotation> ofContents(Slot slot) {
    AnnotatedType type =
        switch (slot.element()) {
          case RecordComponent component -> component.getAnnotatedType();
          case Parameter parameter -> parameter.getAnnotatedType();
          default -> throw new IllegalStateException(slot.where() + " is no place of a value");
        };
    return type instanceof AnnotatedParameterizedType generic
        ? at(generic.getAnnotatedActualTypeArguments()[0])
        : List.of();
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

  static boolean areAt(RecordComponent component) {
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
