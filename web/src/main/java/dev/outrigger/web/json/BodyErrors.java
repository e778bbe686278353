package dev.outrigger.web.json;

import dev.outrigger.web.json.BodyShapes.Property;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Finds all that is wrong with a body. Jackson stops at the first error, which is the fast way for
 * the bodies that fit; one that does not is read again as a tree, and each value of it is held
 * against its type. Records are not made on the way: what a constructor refuses is told only if
 * there is nothing else, so that no part is looked at twice.
 */
final class BodyErrors {
  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final InputErrors errors;
  private final boolean unknownFails;

  BodyErrors(JsonMapper mapper, BodyShapes shapes, InputErrors errors) {
    this.mapper = mapper;
    this.shapes = shapes;
    this.errors = errors;
    this.unknownFails = mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** Elements of the body itself may not be null. */
  void find(JsonNode root, JavaType type) {
    look(root, type, JsonPointer.root(), false);
  }

  private void look(JsonNode node, JavaType type, JsonPointer at, boolean nullableContents) {
    if (errors.isFull()) {
      return;
    }
    if (type.isReferenceType() && type.getReferencedType() != null) {
      if (!node.isNull()) {
        look(node, type.getReferencedType(), at, true);
      }
    } else if ((type.isCollectionLikeType() || type.isArrayType()) && node.isArray()) {
      int index = 0;
      for (JsonNode element : node) {
        content(element, type.getContentType(), at.to(index++), nullableContents);
      }
    } else if (type.isMapLikeType() && node.isObject()) {
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        content(entry.getValue(), type.getContentType(), at.to(entry.getKey()), nullableContents);
      }
    } else {
      Optional<List<Property>> properties = shapes.of(type);
      if (properties.isPresent() && node.isObject()) {
        object(node, properties.get(), at);
      } else {
        value(node, type, at);
      }
    }
  }

  private void content(JsonNode node, JavaType type, JsonPointer at, boolean nullable) {
    if (!node.isNull()) {
      look(node, type, at, false);
    } else if (!nullable && !RecordRules.isAnything(type.getRawClass())) {
      errors.inBody(at.toString(), "this is null, not " + JsonKinds.of(type.getRawClass()));
    }
  }

  private void object(JsonNode node, List<Property> properties, JsonPointer at) {
    for (Property property : properties) {
      JsonNode value = valueOf(property, node);
      JsonPointer place = at.to(property.name());
      if (value.isMissingNode()) {
        if (property.required()) {
          errors.inBody(place.toString(), "this is missing");
        }
      } else if (value.isNull()) {
        if (!property.nullable()) {
          errors.inBody(
              place.toString(), "this is null, not " + JsonKinds.of(property.type().getRawClass()));
        }
      } else {
        look(value, property.type(), place, property.nullableContents());
      }
    }
    if (unknownFails) {
      unknown(node, properties, at);
    }
  }

  private static JsonNode valueOf(Property property, JsonNode node) {
    JsonNode value = node.path(property.name());
    for (int i = 0; value.isMissingNode() && i < property.aliases().size(); i++) {
      value = node.path(property.aliases().get(i));
    }
    return value == null ? MissingNode.getInstance() : value;
  }

  private void unknown(JsonNode node, List<Property> properties, JsonPointer at) {
    Set<String> names = new HashSet<>();
    for (Property property : properties) {
      names.add(property.name());
      names.addAll(property.aliases());
    }
    for (String name : node.propertyNames()) {
      if (!names.contains(name)) {
        errors.inBody(at.to(name).toString(), "nothing of this name is known here");
      }
    }
  }

  private void value(JsonNode node, JavaType type, JsonPointer at) {
    try {
      Object _ = mapper.treeToValue(node, type);
    } catch (JacksonException unfit) {
      errors.inBody(at.to(unfit).toString(), Reasons.of(unfit));
    }
  }
}
