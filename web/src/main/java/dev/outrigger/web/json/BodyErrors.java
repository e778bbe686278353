package dev.outrigger.web.json;

import dev.outrigger.web.json.BodyShapes.Property;
import java.util.ArrayList;
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
 * against its type. What fits beside what does not is made for itself, as large as it fits, and
 * checked; so no part is looked at twice, and what a constructor refuses is told too.
 */
final class BodyErrors {
  private final JsonMapper mapper;
  private final BodyShapes shapes;
  private final InputErrors errors;
  private final PartChecks checks;
  private final Optional<Refusal> refusal;
  private final boolean unknownFails;

  /** What a constructor has refused: found by making it, so Jackson tells the first one only. */
  record Refusal(JsonPointer at, String reason) {}

  BodyErrors(
      JsonMapper mapper,
      BodyShapes shapes,
      InputErrors errors,
      PartChecks checks,
      Optional<Refusal> refusal) {
    this.mapper = mapper;
    this.shapes = shapes;
    this.errors = errors;
    this.checks = checks;
    this.refusal = refusal;
    this.unknownFails = mapper.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
  }

  /** Elements of the body itself may not be null. */
  void find(JsonNode root, JavaType type) {
    boolean _ = fits(root, type, JsonPointer.root(), false);
  }

  /** Whether a value fits; what does not is told. */
  private boolean fits(JsonNode node, JavaType type, JsonPointer at, boolean nullableContents) {
    if (errors.isFull()) {
      return false;
    }
    if (type.isReferenceType() && type.getReferencedType() != null) {
      return node.isNull() || fits(node, type.getReferencedType(), at, true);
    }
    if ((type.isCollectionLikeType() || type.isArrayType()) && node.isArray()) {
      var elements = new ArrayList<Part>();
      int index = 0;
      for (JsonNode element : node) {
        elements.add(new Part(element, at.to(index++)));
      }
      return allFit(elements, type.getContentType(), nullableContents);
    }
    if (type.isMapLikeType() && node.isObject()) {
      var values = new ArrayList<Part>();
      for (Map.Entry<String, JsonNode> entry : node.properties()) {
        values.add(new Part(entry.getValue(), at.to(entry.getKey())));
      }
      return allFit(values, type.getContentType(), nullableContents);
    }
    Optional<List<Property>> properties = shapes.of(type);
    return (properties.isPresent() && node.isObject())
        ? objectFits(node, type, properties.get(), at)
        : valueFits(node, type, at);
  }

  private boolean valueFits(JsonNode node, JavaType type, JsonPointer at) {
    int before = errors.count();
    var _ = make(node, type, at);
    return errors.count() == before;
  }

  /** A part of a container. */
  private record Part(JsonNode node, JsonPointer at) {}

  private boolean allFit(List<Part> parts, JavaType type, boolean nullable) {
    var fitting = new ArrayList<Part>(parts.size());
    for (Part part : parts) {
      if (contentFits(part, type, nullable)) {
        fitting.add(part);
      }
    }
    if (fitting.size() == parts.size()) {
      return true;
    }
    for (Part part : fitting) {
      if (!part.node().isNull()) {
        make(part.node(), type, part.at())
            .ifPresent(value -> checks.value(value, part.at(), errors));
      }
    }
    return false;
  }

  private boolean contentFits(Part part, JavaType type, boolean nullable) {
    if (!part.node().isNull()) {
      return fits(part.node(), type, part.at(), false);
    }
    if (nullable || RecordRules.isAnything(type.getRawClass())) {
      return true;
    }
    errors.inBody(part.at().toString(), "this is null, not " + JsonKinds.of(type.getRawClass()));
    return false;
  }

  private boolean objectFits(
      JsonNode node, JavaType type, List<Property> properties, JsonPointer at) {
    int before = errors.count();
    var fitting = new ArrayList<Property>(properties.size());
    for (Property property : properties) {
      if (propertyFits(property, valueOf(property, node), at)) {
        fitting.add(property);
      }
    }
    if (unknownFails) {
      unknown(node, properties, at);
    }
    refusal
        .filter(one -> one.at().equals(at))
        .ifPresent(one -> errors.inBody(at.toString(), one.reason()));
    if (errors.count() == before && !errors.isFull()) {
      return true;
    }
    for (Property property : fitting) {
      check(type, property, valueOf(property, node), at);
    }
    return false;
  }

  private boolean propertyFits(Property property, JsonNode value, JsonPointer at) {
    JsonPointer place = at.to(property.name());
    if (value.isMissingNode()) {
      if (property.required()) {
        errors.inBody(place.toString(), "this is missing");
      }
      return !property.required();
    }
    if (value.isNull()) {
      if (!property.nullable()) {
        errors.inBody(
            place.toString(), "this is null, not " + JsonKinds.of(property.type().getRawClass()));
      }
      return property.nullable();
    }
    return fits(value, property.type(), place, property.nullableContents());
  }

  /** A default is as good as when the server started. */
  private void check(JavaType type, Property property, JsonNode value, JsonPointer at) {
    boolean nothing = value.isMissingNode() || value.isNull();
    if (nothing && property.type().isReferenceType()) {
      checks.component(type.getRawClass(), property.component(), Optional.empty(), at, errors);
    } else if (nothing && !property.defaulted() && !property.type().isPrimitive()) {
      checks.component(type.getRawClass(), property.component(), null, at, errors);
    } else if (!nothing) {
      make(value, property.type(), at.to(property.name()))
          .ifPresent(
              made -> checks.component(type.getRawClass(), property.component(), made, at, errors));
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

  /** The value, if Jackson can make it; else why not is told. */
  private Optional<Object> make(JsonNode node, JavaType type, JsonPointer at) {
    try {
      return Optional.ofNullable(mapper.<Object>treeToValue(node, type));
    } catch (JacksonException unfit) {
      errors.inBody(at.to(unfit).toString(), Reasons.of(unfit, node));
      return Optional.empty();
    }
  }
}
