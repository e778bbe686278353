package dev.outrigger.web.json;

import com.fasterxml.jackson.annotation.Nulls;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/** What records look like in JSON, as Jackson sees them: names, types, what is required. */
public final class BodyShapes {
  private final JsonMapper mapper;
  private final ConcurrentHashMap<JavaType, Optional<List<Property>>> known =
      new ConcurrentHashMap<>();

  /** As this mapper sees them. */
  public BodyShapes(JsonMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * One component.
   *
   * @param name in JSON
   * @param aliases other names of it in JSON
   * @param component its name in Java
   */
  public record Property(
      String name,
      List<String> aliases,
      String component,
      JavaType type,
      boolean required,
      boolean nullable,
      boolean nullableContents,
      boolean defaulted) {}

  /** The properties of a record; empty if it is none, or is read in a way of its own. */
  public Optional<List<Property>> of(JavaType type) {
    if (!type.isRecordType() || type.hasHandlers()) {
      return Optional.empty();
    }
    // Not computeIfAbsent: introspection may come back here.
    Optional<List<Property>> shape = known.get(type);
    if (shape == null) {
      shape = introspect(type);
      known.put(type, shape);
    }
    return shape;
  }

  /** The same for records that say in JSON of which class they are; without that property. */
  public Optional<List<Property>> ofTyped(JavaType type) {
    return type.isRecordType() ? properties(type, true) : Optional.empty();
  }

  private Optional<List<Property>> introspect(JavaType type) {
    return properties(type, false);
  }

  private Optional<List<Property>> properties(JavaType type, boolean typed) {
    DeserializationConfig config = mapper.deserializationConfig();
    ClassIntrospector introspector = config.classIntrospectorInstance();
    AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
    AnnotationIntrospector annotations = config.getAnnotationIntrospector();
    if (annotations.findDeserializer(config, annotated) != null
        || (!typed && annotations.findPolymorphicTypeInfo(config, annotated) != null)) {
      return Optional.empty();
    }
    BeanDescription description = introspector.introspectForDeserialization(type, annotated);
    var properties = new ArrayList<Property>();
    for (BeanPropertyDefinition property : description.findProperties()) {
      AnnotatedParameter parameter = property.getConstructorParameter();
      if (parameter == null && property.getMutator() == null) {
        // Written, but never read.
        continue;
      }
      if (parameter == null || !(parameter.getOwner().getMember() instanceof Constructor<?>)) {
        return Optional.empty();
      }
      properties.add(
          new Property(
              property.getName(),
              property.findAliases().stream().map(PropertyName::getSimpleName).toList(),
              property.getInternalName(),
              property.getPrimaryType(),
              property.isRequired(),
              property.getMetadata().getValueNulls() != Nulls.FAIL
                  && !property.getPrimaryType().isPrimitive(),
              property.getMetadata().getContentNulls() != Nulls.FAIL,
              RecordRules.otherwise(parameter).isPresent()));
    }
    return Optional.of(List.copyOf(properties));
  }
}
