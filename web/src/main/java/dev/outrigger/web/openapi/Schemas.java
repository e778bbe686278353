package dev.outrigger.web.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.JsonSchema;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Types of Java as schemas of the JSON that the application's own mapper reads and writes. What has
 * a name in Java, records, classes and enums, is described once, and referred to.
 */
final class Schemas {
  private final JsonMapper mapper;
  private final Objects objects;
  private final Variants variants;
  private final SchemaNames names = new SchemaNames();
  private final Map<String, JsonSchema> components = new TreeMap<>();

  Schemas(JsonMapper mapper) {
    this.mapper = mapper;
    this.objects = new Objects(mapper, this);
    this.variants = new Variants(mapper, this);
  }

  /** The schema of a type, to be changed at will. */
  JsonSchema of(Type type) {
    return of(mapper.constructType(type));
  }

  JsonSchema of(JavaType type) {
    return of(type, null);
  }

  /** The same, with the constraints at what a container holds. */
  JsonSchema of(JavaType type, @Nullable AnnotatedType annotated) {
    if (type.isReferenceType() && type.getReferencedType() != null) {
      return Kinds.orNull(content(type.getReferencedType(), annotated));
    }
    Class<?> raw = type.getRawClass();
    Optional<JsonSchema> simple = SimpleTypes.of(raw);
    if (simple.isPresent()) {
      return simple.get();
    }
    if (JsonNode.class.isAssignableFrom(raw) || raw == Object.class) {
      return tree(raw);
    }
    if (type.isEnumType()) {
      return component(type, schema -> {}, () -> enumeration(raw));
    }
    if (type.isMapLikeType()) {
      JsonSchema schema = Kinds.of("object");
      schema.setAdditionalProperties(content(type.getContentType(), annotated));
      return schema;
    }
    if (type.isContainerType() || type.isIterationType()) {
      return Kinds.array(content(type.getContentType(), annotated));
    }
    return variants.of(type).or(() -> objects.value(type)).orElseGet(() -> named(type));
  }

  /** An object that is described once. */
  JsonSchema named(JavaType type) {
    return component(type, schema -> objects.describe(schema, type), () -> Kinds.of("object"));
  }

  /** A schema under the name of a type, which may be about itself. */
  JsonSchema component(JavaType type, Consumer<JsonSchema> fill, Supplier<JsonSchema> begin) {
    String name = names.of(type);
    if (!components.containsKey(name)) {
      JsonSchema schema = begin.get();
      components.put(name, schema);
      fill.accept(schema);
    }
    return Kinds.component(name);
  }

  /** What was said about a named type so far. */
  Optional<JsonSchema> described(JavaType type) {
    return Optional.ofNullable(components.get(names.of(type)));
  }

  private JsonSchema content(JavaType type, @Nullable AnnotatedType container) {
    AnnotatedType own = null;
    if (container instanceof AnnotatedParameterizedType generic) {
      AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
      own = arguments[arguments.length - 1];
    }
    JsonSchema schema = of(type, own);
    if (own != null) {
      Keywords.add(schema, dev.outrigger.web.endpoints.Constraints.at(own));
    }
    return schema;
  }

  private static JsonSchema tree(Class<?> raw) {
    return raw == ObjectNode.class
        ? Kinds.of("object")
        : raw == ArrayNode.class ? Kinds.array(Kinds.anything()) : Kinds.anything();
  }

  /** As the mapper writes the constants. */
  private JsonSchema enumeration(Class<?> type) {
    var values = new ArrayList<Object>();
    for (Object constant : List.of(type.getEnumConstants())) {
      JsonNode written = mapper.valueToTree(constant);
      values.add(written.isNumber() ? written.numberValue() : written.asString());
    }
    return Kinds.oneOf(values);
  }

  /** Puts what was described where documents keep it. */
  void addTo(Components document) {
    components.forEach(document::addSchemas);
  }
}
