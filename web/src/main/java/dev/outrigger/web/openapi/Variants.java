package dev.outrigger.web.openapi;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * Types that come in several variants: sealed ones, and those of {@code @JsonTypeInfo}, whose JSON
 * says which variant it is.
 */
final class Variants {
  private final JsonMapper mapper;
  private final Schemas schemas;
  private final Map<Class<?>, String> ids = new HashMap<>();

  Variants(JsonMapper mapper, Schemas schemas) {
    this.mapper = mapper;
    this.schemas = schemas;
  }

  /** The schema of a type with variants, or of one of them; empty if it is none. */
  Optional<JsonSchema> of(JavaType type) {
    JsonTypeInfo.Value said = said(type);
    if (said == null || said.getIdType() == JsonTypeInfo.Id.NONE) {
      return type.getRawClass().isSealed() && type.isAbstract()
          ? Optional.of(component(type, plain(type)))
          : Optional.empty();
    }
    if (said.getIdType() == JsonTypeInfo.Id.DEDUCTION) {
      return type.isAbstract()
          ? Optional.of(component(type, new ArrayList<>(named(type).values())))
          : Optional.empty();
    }
    boolean isWrapped = said.getInclusionType() == JsonTypeInfo.As.WRAPPER_OBJECT;
    boolean isProperty =
        said.getInclusionType() == JsonTypeInfo.As.PROPERTY
            || said.getInclusionType() == JsonTypeInfo.As.EXISTING_PROPERTY;
    if (!isWrapped && !isProperty) {
      return Optional.of(Kinds.anything());
    }
    return Optional.of(
        type.isAbstract() || Modifier.isInterface(type.getRawClass().getModifiers())
            ? union(type, said, isWrapped)
            : one(type, said, isWrapped));
  }

  private JsonTypeInfo.@Nullable Value said(JavaType type) {
    DeserializationConfig config = mapper.deserializationConfig();
    return config.getAnnotationIntrospector().findPolymorphicTypeInfo(config, annotated(type));
  }

  private AnnotatedClass annotated(JavaType type) {
    return mapper
        .deserializationConfig()
        .classIntrospectorInstance()
        .introspectClassAnnotations(type);
  }

  /** The variants of a sealed type, those of sealed ones below it included. */
  private List<JavaType> plain(JavaType type) {
    var all = new ArrayList<JavaType>();
    for (Class<?> permitted : type.getRawClass().getPermittedSubclasses()) {
      JavaType below = mapper.constructType(permitted);
      if (permitted.isSealed() && below.isAbstract()) {
        all.addAll(plain(below));
      } else {
        all.add(below);
      }
    }
    return all;
  }

  private JsonSchema component(JavaType type, List<JavaType> variants) {
    return schemas.component(
        type,
        schema -> variants.forEach(variant -> schema.addAnyOfItem(schemas.of(variant))),
        Kinds::anything);
  }

  private JsonSchema union(JavaType type, JsonTypeInfo.Value said, boolean isWrapped) {
    Map<String, JavaType> named = named(type);
    named.forEach((id, variant) -> ids.put(variant.getRawClass(), id));
    return schemas.component(
        type,
        schema -> {
          var mapping = new LinkedHashMap<String, String>();
          named.forEach((id, variant) -> {
            JsonSchema one = one(variant, said, isWrapped);
            schema.addOneOfItem(one);
            mapping.put(id, one.get$ref());
          });
          if (!isWrapped) {
            schema.setDiscriminator(
                new Discriminator().propertyName(said.getPropertyName()).mapping(mapping));
          }
        },
        Kinds::anything);
  }

  /** The variants that objects can be of, by what JSON calls them. */
  private Map<String, JavaType> named(JavaType type) {
    DeserializationConfig config = mapper.deserializationConfig();
    var found = new TreeMap<String, JavaType>();
    for (NamedType variant :
        config.getSubtypeResolver().collectAndResolveSubtypesByTypeId(config, annotated(type))) {
      JavaType one = mapper.constructType(variant.getType());
      if (!one.isAbstract()) {
        found.put(variant.hasName() ? variant.getName() : id(one), one);
      }
    }
    return found;
  }

  private JsonSchema one(JavaType type, JsonTypeInfo.Value said, boolean isWrapped) {
    String id = ids.computeIfAbsent(type.getRawClass(), _ -> id(type));
    if (isWrapped) {
      JsonSchema wrapper = Kinds.of("object");
      wrapper.addProperty(id, schemas.named(type));
      wrapper.setRequired(List.of(id));
      return wrapper;
    }
    JsonSchema named = schemas.named(type);
    schemas.described(type).ifPresent(schema -> mark(schema, said.getPropertyName(), id));
    return named;
  }

  private static void mark(JsonSchema schema, String property, String id) {
    if (schema.getRequired() != null && schema.getRequired().contains(property)) {
      return;
    }
    JsonSchema constant = Kinds.of("string");
    constant.setConst(id);
    schema.addProperty(property, constant);
    var required = new ArrayList<String>(List.of(property));
    if (schema.getRequired() != null) {
      required.addAll(schema.getRequired());
    }
    schema.setRequired(required);
  }

  /** What Jackson calls a class that nobody has given a name. */
  private String id(JavaType type) {
    DeserializationConfig config = mapper.deserializationConfig();
    AnnotationIntrospector annotations = config.getAnnotationIntrospector();
    String name = annotations.findTypeName(config, annotated(type));
    if (name != null && !name.isEmpty()) {
      return name;
    }
    JsonTypeInfo.Value said = said(type);
    JsonTypeInfo.Id kind = said == null ? JsonTypeInfo.Id.NAME : said.getIdType();
    String full = type.getRawClass().getName();
    return switch (kind) {
      case CLASS -> full;
      case SIMPLE_NAME ->
          full.substring(Math.max(full.lastIndexOf('.'), full.lastIndexOf('$')) + 1);
      default -> full.substring(full.lastIndexOf('.') + 1);
    };
  }
}
