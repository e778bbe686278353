package dev.outrigger.web.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Schemas by the types of JSON that they are for. */
final class Kinds {
  private Kinds() {}

  static JsonSchema anything() {
    return new JsonSchema();
  }

  static JsonSchema of(String type) {
    var schema = new JsonSchema();
    schema.setTypes(new LinkedHashSet<>(Set.of(type)));
    return schema;
  }

  static JsonSchema of(String type, String format) {
    JsonSchema schema = of(type);
    schema.setFormat(format);
    return schema;
  }

  static JsonSchema array(JsonSchema items) {
    JsonSchema schema = of("array");
    schema.setItems(items);
    return schema;
  }

  static JsonSchema oneOf(List<?> values) {
    boolean texts = values.stream().allMatch(String.class::isInstance);
    JsonSchema schema = texts ? of("string") : anything();
    schema.setEnum(new ArrayList<>(values));
    return schema;
  }

  static JsonSchema component(String name) {
    var schema = new JsonSchema();
    schema.set$ref("#/components/schemas/" + name);
    return schema;
  }

  static boolean has(JsonSchema schema, String type) {
    return schema.getTypes() != null && schema.getTypes().contains(type);
  }

  static boolean isNumber(JsonSchema schema) {
    return has(schema, "number") || has(schema, "integer");
  }

  /** The same, or null. */
  static JsonSchema orNull(JsonSchema schema) {
    if (schema.get$ref() != null || schema.getOneOf() != null || schema.getAnyOf() != null) {
      var either = new JsonSchema();
      either.addAnyOfItem(schema);
      either.addAnyOfItem(of("null"));
      return either;
    }
    if (schema.getTypes() != null) {
      schema.getTypes().add("null");
      if (schema.getEnum() != null) {
        schema.getEnum().add(null);
      }
    }
    return schema;
  }
}
