package dev.outrigger.web.openapi;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Values as the text that forms and parameters are made of. */
final class FormText {
  private FormText() {}

  /** Fields as a form has them. */
  static String encoded(JsonNode fields) {
    var pairs = new ArrayList<String>();
    for (var field : fields.properties()) {
      for (JsonNode value :
          field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
        pairs.add(
            RequestMaker.encoded(field.getKey()) + "=" + RequestMaker.encoded(value.asString()));
      }
    }
    return String.join("&", pairs);
  }

  /** Whether fields are wrong as text too: 5 is a good text, and null none. */
  static boolean isWrong(Inventor inventor, JsonNode schema, JsonNode fields) {
    if (!fields.isObject()) {
      return false;
    }
    for (JsonNode name : inventor.resolved(schema).path("required")) {
      if (!fields.has(name.asString())) {
        return true;
      }
    }
    for (var field : fields.properties()) {
      JsonNode own = inventor.resolved(schema).path("properties").path(field.getKey());
      if (isWrongValue(inventor, own, field.getValue())) {
        return true;
      }
    }
    return false;
  }

  /** The same for one value. */
  static boolean isWrongValue(Inventor inventor, JsonNode schema, JsonNode value) {
    JsonNode own = inventor.resolved(schema);
    if (value.isArray()) {
      if (value.size() > own.path("maxItems").asInt(Integer.MAX_VALUE)) {
        return true;
      }
      for (JsonNode element : value) {
        if (isWrongValue(inventor, own.path("items"), element)) {
          return true;
        }
      }
      return false;
    }
    if (value.isNull() || value.isObject() || inventor.allows(own, "array")) {
      return false;
    }
    String text = value.asString();
    if (own.has("format") && own.get("format").asString().equals("binary")) {
      return false;
    }
    return !fits(own, text);
  }

  private static boolean fits(JsonNode schema, String text) {
    if (schema.has("enum")) {
      for (JsonNode constant : schema.get("enum")) {
        if (constant.asString().equals(text)) {
          return true;
        }
      }
      return false;
    }
    return switch (schema.path("type").asString("")) {
      case "integer" ->
          fitsNumber(schema, text, "int64".equals(schema.path("format").asString("")));
      case "boolean" -> List.of("true", "false", "on", "off", "1", "0").contains(text);
      case "string" -> fitsText(schema, text);
      default -> true;
    };
  }

  private static boolean fitsNumber(JsonNode schema, String text, boolean isLong) {
    try {
      long number = isLong ? Long.parseLong(text) : Integer.parseInt(text);
      return number >= schema.path("minimum").asLong(Long.MIN_VALUE)
          && number <= schema.path("maximum").asLong(Long.MAX_VALUE)
          && (!schema.has("exclusiveMinimum") || number > schema.get("exclusiveMinimum").asLong());
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static boolean fitsText(JsonNode schema, String text) {
    return text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && text.length() >= schema.path("minLength").asInt(0)
        && (!schema.has("pattern")
            || java.util.regex.Pattern.compile(schema.get("pattern").asString())
                .matcher(text)
                .find())
        && !(schema.has("format") && text.equals("no such thing"))
        && !(schema.has("format") && List.of("5", "true").contains(text));
  }
}
