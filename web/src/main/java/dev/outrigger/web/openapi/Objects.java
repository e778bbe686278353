package dev.outrigger.web.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.outrigger.web.binding.Default;
import dev.outrigger.web.endpoints.Constraints;
import dev.outrigger.web.json.BodyShapes;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records and other classes as objects. What of a record is required, and what may be null, is what
 * the binder says; what is written besides, as a method that is called a property, is read only.
 */
final class Objects {
  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final Schemas schemas;

  Objects(JsonMapper mapper, Schemas schemas) {
    this.mapper = mapper;
    this.shapes = new BodyShapes(mapper);
    this.schemas = schemas;
  }

  /** The schema of a class that is written as one value, as its {@code @JsonValue} says. */
  Optional<JsonSchema> value(JavaType type) {
    BeanDescription written = written(type);
    if (mapper
            .serializationConfig()
            .getAnnotationIntrospector()
            .findSerializer(mapper.serializationConfig(), written.getClassInfo())
        != null) {
      return Optional.of(Kinds.anything());
    }
    AnnotatedMember value = written.findJsonValueAccessor();
    return value == null ? Optional.empty() : Optional.of(schemas.of(value.getType()));
  }

  /** Fills in the properties of a class. */
  void describe(JsonSchema schema, JavaType type) {
    Optional<List<BodyShapes.Property>> shape = shapes.ofTyped(type);
    if (shape.isPresent()) {
      record(schema, type.getRawClass(), shape.get());
    }
    for (BeanPropertyDefinition property : written(type).findProperties()) {
      String name = property.getName();
      if (schema.getProperties() == null || !schema.getProperties().containsKey(name)) {
        JsonSchema one = schemas.of(property.getPrimaryType());
        boolean maybeNull = !property.getPrimaryType().isPrimitive();
        JsonSchema shown = maybeNull ? Kinds.orNull(one) : one;
        if (shape.isPresent()) {
          shown.setReadOnly(true);
        }
        schema.addProperty(name, described(shown, property));
      }
    }
    if (shape.isPresent() && mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)) {
      schema.setAdditionalProperties(false);
    }
  }

  private void record(JsonSchema schema, Class<?> type, List<BodyShapes.Property> shape) {
    Map<String, RecordComponent> components = new HashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      components.put(component.getName(), component);
    }
    Set<String> alwaysWritten = alwaysWritten(type);
    var required = new ArrayList<String>();
    for (BodyShapes.Property property : shape) {
      RecordComponent component = components.get(property.component());
      JsonSchema one =
          component == null
              ? schemas.of(property.type())
              : schemas.of(property.type(), component.getAnnotatedType());
      if (component != null) {
        Keywords.add(one, Constraints.of(component));
        Default otherwise = component.getAnnotation(Default.class);
        if (otherwise != null) {
          one.setDefault(Defaults.of(one, otherwise.value()));
        }
      }
      // Null in JSON stands for the default.
      boolean isNullable =
          (property.nullable() || property.defaulted()) && !property.type().isReferenceType();
      schema.addProperty(property.name(), isNullable ? Kinds.orNull(one) : one);
      if (property.required() && alwaysWritten.contains(property.name())) {
        required.add(property.name());
      }
    }
    if (!required.isEmpty()) {
      schema.setRequired(required);
    }
  }

  /** A property that is left out when it is empty can't be called required. */
  private Set<String> alwaysWritten(Class<?> type) {
    var names = new HashSet<String>();
    JsonInclude.Include usual =
        mapper.serializationConfig().getDefaultPropertyInclusion(type).getValueInclusion();
    for (BeanPropertyDefinition property : written(mapper.constructType(type)).findProperties()) {
      JsonInclude.Include own = property.findInclusion().getValueInclusion();
      switch (own == JsonInclude.Include.USE_DEFAULTS ? usual : own) {
        case NON_EMPTY, NON_DEFAULT, CUSTOM -> {}
        default -> names.add(property.getName());
      }
    }
    return names;
  }

  private static JsonSchema described(JsonSchema schema, BeanPropertyDefinition property) {
    String description = property.getMetadata().getDescription();
    if (description != null) {
      schema.setDescription(description);
    }
    return schema;
  }

  private BeanDescription written(JavaType type) {
    ClassIntrospector introspector = mapper.serializationConfig().classIntrospectorInstance();
    AnnotatedClass annotated = introspector.introspectClassAnnotations(type);
    return introspector.introspectForSerialization(type, annotated);
  }
}
