package dev.outrigger.web.endpoints;

import dev.outrigger.web.json.BodyShapes;
import dev.outrigger.web.json.InputErrors;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.json.JsonPointer;
import dev.outrigger.web.json.PartChecks;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.UnexpectedTypeException;
import jakarta.validation.ValidationException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/**
 * Holds records against their constraints, and the records in them, whether or not they are called
 * {@code @Valid}: nobody wants a part of a body to go unchecked.
 */
final class RecordChecks implements PartChecks {
  private final Json json;
  private final ConcurrentHashMap<Class<?>, Plan> plans = new ConcurrentHashMap<>();

  RecordChecks(Json json) {
    this.json = json;
  }

  /** What is to be done with the records of a class. */
  private record Plan(boolean constrained, Map<String, String> names, List<Child> children) {}

  /** A component that may hold records. */
  private record Child(String component, MethodHandle accessor) {}

  /**
   * Finds out at the start what would fail with each request.
   *
   * @throws IllegalArgumentException if a default does not fit
   */
  void requireDefaults(JavaType type) {
    new BodyDefaults(json).require(type);
  }

  /**
   * Finds out at the start which constraints can't be held against what they stand at.
   *
   * @throws IllegalArgumentException naming the record, the component and the way out
   */
  static void requireConstraintsThatFit(Type type) {
    requireConstraintsThatFit(type, new HashSet<>());
  }

  private static void requireConstraintsThatFit(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        requireConstraintsThatFit(argument, seen);
      }
      requireConstraintsThatFit(generic.getRawType(), seen);
    } else if (type instanceof Class<?> plain && plain.isSealed()) {
      for (Class<?> permitted : plain.getPermittedSubclasses()) {
        requireConstraintsThatFit(permitted, seen);
      }
    } else if (type instanceof Class<?> plain && plain.isRecord()) {
      for (RecordComponent component : plain.getRecordComponents()) {
        if (Constraints.areAt(component)) {
          requireFits(plain, component);
        }
        requireConstraintsThatFit(component.getGenericType(), seen);
      }
    }
  }

  private static void requireFits(Class<?> type, RecordComponent component) {
    try {
      var _ = Constraints.validator().validateValue(type, component.getName(), null);
    } catch (UnexpectedTypeException e) {
      String names =
          Constraints.of(component).stream()
              .map(constraint -> "@" + constraint.annotationType().getSimpleName())
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          type.getSimpleName()
              + "."
              + component.getName()
              + " has "
              + names
              + ", which does not fit "
              + component.getGenericType().getTypeName()
              + "; a constraint of what an Optional or a list holds stands inside, as"
              + " Optional<@Email String>",
          e);
    } catch (ValidationException ofAValidator) {
      // One that does not take null; values are another matter.
    }
  }

  /** Whether a value of this type can break a constraint. */
  boolean areNeeded(Type type) {
    return isConstrained(type, new HashSet<>());
  }

  private static boolean isConstrained(Type type, Set<Type> seen) {
    if (!seen.add(type)) {
      return false;
    }
    if (type instanceof ParameterizedType generic) {
      for (Type argument : generic.getActualTypeArguments()) {
        if (isConstrained(argument, seen)) {
          return true;
        }
      }
      return isConstrained(generic.getRawType(), seen);
    }
    if (!(type instanceof Class<?> plain)) {
      return false;
    }
    if (plain.isSealed()) {
      for (Class<?> permitted : plain.getPermittedSubclasses()) {
        if (isConstrained(permitted, seen)) {
          return true;
        }
      }
    }
    if (!plain.isRecord()) {
      return false;
    }
    if (Constraints.areIn(plain)) {
      // What is wrong with the constraints themselves shows now.
      var _ = Constraints.validator().getConstraintsForClass(plain);
      return true;
    }
    for (RecordComponent component : plain.getRecordComponents()) {
      if (isConstrained(component.getGenericType(), seen)) {
        return true;
      }
    }
    return false;
  }

  void check(@Nullable Object value, JsonPointer at, InputErrors errors) {
    switch (value) {
      case null -> {}
      case Optional<?> maybe -> check(maybe.orElse(null), at, errors);
      case Collection<?> elements -> {
        int index = 0;
        for (Object element : elements) {
          check(element, at.to(index++), errors);
        }
      }
      case Map<?, ?> map ->
          map.forEach((key, element) -> check(element, at.to(String.valueOf(key)), errors));
      case Record data -> record(data, at, errors);
      default -> {}
    }
  }

  @Override
  public void value(Object value, JsonPointer at, InputErrors errors) {
    check(value, at, errors);
  }

  @Override
  public void component(
      Class<?> type,
      String component,
      @Nullable Object value,
      JsonPointer record,
      InputErrors errors) {
    Plan plan = plans.computeIfAbsent(type, this::plan);
    if (plan.constrained()) {
      tell(Constraints.violations(type, component, value), plan, record, errors);
    }
    check(value, record.to(plan.names().getOrDefault(component, component)), errors);
  }

  private static void tell(
      Set<? extends ConstraintViolation<?>> violations,
      Plan plan,
      JsonPointer record,
      InputErrors errors) {
    for (ConstraintViolation<?> violation : violations) {
      JsonPointer place = place(violation.getPropertyPath(), plan, record);
      if (place != null) {
        errors.inBody(place.toString(), violation.getMessage());
      }
    }
  }

  private void record(Record data, JsonPointer at, InputErrors errors) {
    if (errors.isFull()) {
      return;
    }
    Plan plan = plans.computeIfAbsent(data.getClass(), this::plan);
    if (plan.constrained()) {
      tell(Constraints.violations(data), plan, at, errors);
    }
    for (Child child : plan.children()) {
      String name = plan.names().getOrDefault(child.component(), child.component());
      check(value(child, data), at.to(name), errors);
    }
  }

  /** Null if the violation is one of a record below, which is checked by itself. */
  private static @Nullable JsonPointer place(Path path, Plan plan, JsonPointer record) {
    JsonPointer at = record;
    int properties = 0;
    for (Path.Node node : path) {
      if (node.isInIterable()) {
        at =
            node.getIndex() != null
                ? at.to(node.getIndex())
                : node.getKey() == null ? at : at.to(String.valueOf(node.getKey()));
      }
      if (node.getKind() == ElementKind.PROPERTY) {
        String name = node.getName();
        if (properties++ > 0) {
          return null;
        }
        at = at.to(plan.names().getOrDefault(name, name));
      }
    }
    return at;
  }

  private static @Nullable Object value(Child child, Record data) {
    try {
      return (Object) child.accessor().invokeExact((Object) data);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable checked) {
      throw new IllegalStateException(checked);
    }
  }

  private Plan plan(Class<?> type) {
    var names = new HashMap<String, String>();
    json.shapes()
        .of(json.mapper().constructType(type))
        .ifPresent(properties -> {
          for (BodyShapes.Property property : properties) {
            names.put(property.component(), property.name());
          }
        });
    var children = new ArrayList<Child>();
    try {
      for (RecordComponent component : type.getRecordComponents()) {
        Class<?> raw = component.getType();
        if (raw.isRecord()
            || raw.isInterface()
            || raw == Optional.class
            || raw == Object.class
            || Collection.class.isAssignableFrom(raw)
            || Map.class.isAssignableFrom(raw)) {
          MethodHandle accessor = Access.into(type).unreflect(component.getAccessor());
          children.add(
              new Child(
                  component.getName(),
                  accessor.asType(MethodType.methodType(Object.class, Object.class))));
        }
      }
    } catch (IllegalAccessException closed) {
      throw new IllegalStateException(closed);
    }
    return new Plan(Constraints.areIn(type), Map.copyOf(names), List.copyOf(children));
  }
}
