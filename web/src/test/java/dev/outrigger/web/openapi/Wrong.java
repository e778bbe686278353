package dev.outrigger.web.openapi;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Values that do not fit a schema. */
final class Wrong {
  private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

  private Wrong() {}

  /** Of another type, null where it may not be, and beyond each limit. */
  static List<JsonNode> of(JsonNode schema, Inventor inventor) {
    var all = new ArrayList<JsonNode>();
    if (!schema.has("type")) {
      return all;
    }
    // Jackson takes anything for an address.
    boolean isAddress = schema.path("format").asString("").equals("uri-reference");
    if (!inventor.allows(schema, "null")) {
      all.add(NEW.nullNode());
    }
    if (!inventor.allows(schema, "object")) {
      all.add(NEW.objectNode());
    }
    if (!inventor.allows(schema, "boolean") && !isAddress) {
      all.add(NEW.booleanNode(true));
    }
    // Moments may be numbers too: Jackson reads what others write.
    boolean isMoment = schema.path("format").asString("").startsWith("date");
    boolean isSpan = schema.path("pattern").asString("").startsWith("^[-+]?P");
    if (!inventor.allows(schema, "number")
        && !inventor.allows(schema, "integer")
        && !isMoment
        && !isAddress
        && !isSpan) {
      all.add(NEW.numberNode(5));
    }
    if (inventor.allows(schema, "integer")) {
      all.add(NEW.numberNode(1.5));
      all.add(NEW.stringNode("5"));
      all.add(NEW.numberNode(new java.math.BigInteger("99999999999999999999")));
    }
    if (!inventor.allows(schema, "string")) {
      all.add(NEW.stringNode("x"));
    }
    for (String limit : List.of("minimum", "exclusiveMinimum")) {
      if (schema.has(limit)) {
        all.add(NEW.numberNode(schema.get(limit).asLong() - 1));
      }
    }
    for (String limit : List.of("maximum", "exclusiveMaximum")) {
      if (schema.has(limit)) {
        all.add(NEW.numberNode(schema.get(limit).asLong() + 1));
      }
    }
    if (schema.has("multipleOf")) {
      all.add(NEW.numberNode(new java.math.BigDecimal("0.12345")));
    }
    if (schema.has("enum") || schema.has("const")) {
      all.add(NEW.stringNode("none of these"));
    }
    if (schema.has("maxLength")) {
      all.add(NEW.stringNode("x".repeat(schema.get("maxLength").asInt() + 1)));
    }
    if (schema.path("minLength").asInt(0) > 1) {
      all.add(NEW.stringNode("x".repeat(schema.get("minLength").asInt() - 1)));
    }
    if (schema.has("pattern")) {
      all.add(NEW.stringNode(" "));
    }
    if (List.of("uuid", "date", "date-time", "email")
        .contains(schema.path("format").asString(""))) {
      all.add(NEW.stringNode("no such thing"));
    }
    if (schema.has("maxItems")) {
      ArrayNode many = NEW.arrayNode();
      for (int i = schema.get("maxItems").asInt(); i >= 0; i--) {
        many.add(inventor.valid(schema.path("items")));
      }
      all.add(many);
    }
    if (schema.path("minItems").asInt(0) > 0) {
      all.add(NEW.arrayNode());
    }
    return all;
  }
}
