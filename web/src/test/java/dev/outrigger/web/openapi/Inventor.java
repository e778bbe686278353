package dev.outrigger.web.openapi;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes up JSON that fits schemas of a document, and JSON that is wrong in one place. */
final class Inventor {
  private static final JsonNodeFactory NEW = JsonNodeFactory.instance;
  private static final int DEEPEST = 4;
  private static final List<String> WORDS =
      List.of("spoon", "äöü", "日本", "a b", "&=+", "#?%", "/", "\"'\\", "<b>", "null", "0", ";,");

  private final JsonNode document;
  private final Random random;

  Inventor(JsonNode document, Random random) {
    this.document = document;
    this.random = random;
  }

  Random random() {
    return random;
  }

  /** Without references. */
  JsonNode resolved(JsonNode schema) {
    JsonNode at = schema;
    while (at.has("$ref")) {
      at = document.at(at.get("$ref").asString().substring(1));
    }
    return at;
  }

  /** A value that fits. */
  JsonNode valid(JsonNode schema) {
    return valid(schema, 0);
  }

  private JsonNode valid(JsonNode reference, int depth) {
    JsonNode schema = resolved(reference);
    if (schema.has("const")) {
      return schema.get("const");
    }
    if (schema.has("enum")) {
      return one(schema.get("enum"));
    }
    for (String either : List.of("oneOf", "anyOf")) {
      if (schema.has(either)) {
        JsonNode choices = schema.get(either);
        JsonNode last = choices.get(choices.size() - 1);
        boolean endsHere = depth >= DEEPEST && allows(last, "null");
        return valid(endsHere ? last : one(choices), depth + 1);
      }
    }
    List<String> types = types(schema);
    String type = types.get(depth >= DEEPEST ? types.size() - 1 : random.nextInt(types.size()));
    return switch (type) {
      case "null" -> NEW.nullNode();
      case "boolean" -> NEW.booleanNode(random.nextBoolean());
      case "integer" -> NEW.numberNode(whole(schema));
      case "number" -> NEW.numberNode(number(schema));
      case "string" -> NEW.stringNode(text(schema));
      case "array" -> array(schema, depth);
      case "object" -> object(schema, depth);
      default -> throw new IllegalStateException("a schema of the type " + type);
    };
  }

  private JsonNode one(JsonNode choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isMissingNode()) {
      return List.of("object", "string", "integer");
    }
    var all = new ArrayList<String>();
    if (type.isArray()) {
      type.forEach(each -> all.add(each.asString()));
    } else {
      all.add(type.asString());
    }
    return all;
  }

  /** Whether a schema is for this type of JSON. */
  boolean allows(JsonNode schema, String type) {
    JsonNode at = resolved(schema);
    for (String either : List.of("oneOf", "anyOf")) {
      for (JsonNode choice : at.path(either)) {
        if (allows(choice, type)) {
          return true;
        }
      }
    }
    return at.has("type") ? types(at).contains(type) : !at.has("oneOf") && !at.has("anyOf");
  }

  private long whole(JsonNode schema) {
    boolean isLong = schema.path("format").asString("").equals("int64");
    long least = schema.path("minimum").asLong(isLong ? Long.MIN_VALUE : Integer.MIN_VALUE);
    long most = schema.path("maximum").asLong(isLong ? Long.MAX_VALUE : Integer.MAX_VALUE);
    if (schema.has("exclusiveMinimum")) {
      least = schema.get("exclusiveMinimum").asLong() + 1;
    }
    return switch (random.nextInt(4)) {
      case 0 -> least;
      case 1 -> most;
      default -> least == Long.MIN_VALUE ? random.nextLong() : random.nextLong(least, most) + 0;
    };
  }

  private BigDecimal number(JsonNode schema) {
    double least = schema.path("minimum").asDouble(-9000);
    double most = schema.path("maximum").asDouble(9000);
    if (schema.has("exclusiveMinimum")) {
      least = schema.get("exclusiveMinimum").asDouble() + 0.5;
    }
    if (schema.has("exclusiveMaximum")) {
      most = schema.get("exclusiveMaximum").asDouble() - 0.5;
    }
    int digits = schema.has("multipleOf") ? schema.get("multipleOf").decimalValue().scale() : 5;
    double value = least + (most - least) * random.nextDouble();
    return BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_EVEN);
  }

  private String text(JsonNode schema) {
    if (schema.has("pattern") && !schema.get("pattern").asString().equals("\\S")) {
      return Matching.text(schema.get("pattern").asString(), random);
    }
    if (schema.has("contentEncoding")) {
      byte[] bytes = new byte[random.nextInt(9)];
      random.nextBytes(bytes);
      return Base64.getEncoder().encodeToString(bytes);
    }
    String day =
        "20%02d-%02d-%02d"
            .formatted(random.nextInt(99), 1 + random.nextInt(12), 1 + random.nextInt(28));
    String time =
        "%02d:%02d:%02d".formatted(random.nextInt(24), random.nextInt(60), random.nextInt(60));
    return switch (schema.path("format").asString("")) {
      case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
      case "date" -> day;
      case "date-time" -> day + "T" + time + List.of("Z", ".5Z", "+02:00").get(random.nextInt(3));
      case "email" -> "a" + random.nextInt(1000) + "@example.org";
      case "uri-reference" ->
          List.of("/a?b=c#d", "https://example.org/%20", "x").get(random.nextInt(3));
      default -> words(schema);
    };
  }

  private String words(JsonNode schema) {
    // A mark that is no blank, for those who want one.
    int least = Math.max(1, schema.path("minLength").asInt(0));
    int most = schema.path("maxLength").asInt(30);
    var text = new StringBuilder("w");
    while (text.length() < least || (random.nextInt(3) > 0 && text.length() < most)) {
      text.append(WORDS.get(random.nextInt(WORDS.size())));
    }
    if (text.length() > most) {
      text.setLength(most);
    }
    return text.toString();
  }

  private ArrayNode array(JsonNode schema, int depth) {
    ArrayNode array = NEW.arrayNode();
    int least = schema.path("minItems").asInt(0);
    int most = Math.min(schema.path("maxItems").asInt(4), least + 3);
    int size = depth >= DEEPEST ? least : random.nextInt(least, most + 1);
    for (int i = 0; i < size; i++) {
      array.add(valid(schema.path("items"), depth + 1));
    }
    return array;
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode object = NEW.objectNode();
    for (var property : schema.path("properties").properties()) {
      boolean isRequired = isRequired(schema, property.getKey());
      if (isRequired || (depth < DEEPEST && random.nextBoolean())) {
        object.set(property.getKey(), valid(property.getValue(), depth + 1));
      }
    }
    if (schema.path("additionalProperties").isObject()) {
      for (int i = random.nextInt(3); i > 0; i--) {
        object.set("k" + i, valid(schema.get("additionalProperties"), depth + 1));
      }
    }
    return object;
  }

  static boolean isRequired(JsonNode schema, String property) {
    for (JsonNode name : schema.path("required")) {
      if (name.asString().equals(property)) {
        return true;
      }
    }
    return false;
  }

  /** The same value with one thing wrong in it; empty if nothing can be wrong. */
  Optional<JsonNode> broken(JsonNode reference, JsonNode value) {
    JsonNode schema = resolved(reference);
    if (schema.has("anyOf") && !value.isNull()) {
      // Null may be the other choice.
      return broken(schema.get("anyOf").get(0), value).filter(wrong -> !wrong.isNull());
    }
    if (schema.has("oneOf") && value.isObject()) {
      for (JsonNode choice : schema.get("oneOf")) {
        JsonNode kind = resolved(choice).at("/properties/kind/const");
        if (kind.equals(value.get("kind"))) {
          return broken(choice, value);
        }
      }
    }
    if (value instanceof ObjectNode object && random.nextInt(5) > 0) {
      Optional<JsonNode> inside = brokenInside(schema, object);
      if (inside.isPresent()) {
        return inside;
      }
    }
    if (value instanceof ArrayNode array && !array.isEmpty() && random.nextInt(3) > 0) {
      int at = random.nextInt(array.size());
      ArrayNode copy = array.deepCopy();
      Optional<JsonNode> element = broken(schema.path("items"), array.get(at));
      return element.map(wrong -> {
        copy.set(at, wrong);
        return copy;
      });
    }
    List<JsonNode> wrong = Wrong.of(schema, this);
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(wrong.get(random.nextInt(wrong.size())));
  }

  private Optional<JsonNode> brokenInside(JsonNode schema, ObjectNode object) {
    List<String> names = new ArrayList<>(object.propertyNames());
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = names.get(random.nextInt(names.size()));
    JsonNode below = schema.path("properties").path(name);
    ObjectNode copy = object.deepCopy();
    if (isRequired(schema, name) && random.nextInt(4) == 0) {
      copy.remove(name);
      return Optional.of(copy);
    }
    JsonNode own = below.isMissingNode() ? schema.path("additionalProperties") : below;
    return broken(own, object.get(name))
        .map(wrong -> {
          copy.set(name, wrong);
          return copy;
        });
  }
}
