package dev.outrigger.web.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.outrigger.web.binding.Default;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Tells Jackson that components of records are required and not null, unless they are {@code
 * Optional}, {@code @Nullable}, have a {@link Default} or say {@code isRequired = FALSE}. Left to
 * itself it takes 0 for a number that is missing. ({@code required = false} can't be told from
 * nothing said, so it counts as that.)
 */
final class RecordRules extends NopAnnotationIntrospector {

  @Override
  public @Nullable Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
    RecordComponent component = component(member);
    return component == null ? null : !isOptional(component, member);
  }

  @Override
  public JsonSetter.Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
    RecordComponent component = component(annotated);
    if (component == null || annotated.hasAnnotation(JsonSetter.class)) {
      return JsonSetter.Value.empty();
    }
    boolean free = isOptional(component, annotated) || isAnything(component.getType());
    return JsonSetter.Value.forValueNulls(
        free ? Nulls.DEFAULT : Nulls.FAIL, holdsNulls(component) ? Nulls.DEFAULT : Nulls.FAIL);
  }

  @Override
  public @Nullable Object findDeserializer(MapperConfig<?> config, Annotated annotated) {
    return otherwise(annotated)
        .map(text -> new DefaultedDeserializer(text, annotated.getType()))
        .orElse(null);
  }

  /** The text of its {@link Default}. */
  static Optional<String> otherwise(Annotated annotated) {
    RecordComponent component = component(annotated);
    return Optional.ofNullable(component)
        .map(one -> one.getAnnotation(Default.class))
        .map(Default::value);
  }

  private static @Nullable RecordComponent component(Annotated annotated) {
    if (!(annotated instanceof AnnotatedParameter parameter)
        || !parameter.getDeclaringClass().isRecord()
        || !(parameter.getOwner().getMember() instanceof Constructor<?> maker)) {
      return null;
    }
    Class<?> type = parameter.getDeclaringClass();
    RecordComponent[] components = type.getRecordComponents();
    // With another number of parameters it is not the canonical constructor.
    return maker.getParameterCount() == components.length ? components[parameter.getIndex()] : null;
  }

  private static boolean isOptional(RecordComponent component, Annotated annotated) {
    JsonProperty said = annotated.getAnnotation(JsonProperty.class);
    return component.getType() == Optional.class
        || component.getType().getName().startsWith("java.util.Optional")
        || Nullness.isNullable(component)
        || component.isAnnotationPresent(Default.class)
        || (said != null && said.isRequired() == OptBoolean.FALSE);
  }

  /** JSON's null is a value of these. */
  static boolean isAnything(Class<?> type) {
    return type == Object.class || JsonNode.class.isAssignableFrom(type);
  }

  private static boolean holdsNulls(RecordComponent component) {
    if (!Collection.class.isAssignableFrom(component.getType())
        && !Map.class.isAssignableFrom(component.getType())) {
      return true;
    }
    if (!(component.getAnnotatedType() instanceof AnnotatedParameterizedType generic)) {
      return true;
    }
    AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
    AnnotatedType content = arguments[arguments.length - 1];
    if (Nullness.isNullable(content)) {
      return true;
    }
    // Of a type variable or a wildcard nobody knows.
    return content.getType() instanceof Class<?> plain
        ? isAnything(plain)
        : !(content instanceof AnnotatedParameterizedType);
  }
}
