package dev.outrigger.web.endpoints;

import dev.outrigger.web.binding.Default;
import dev.outrigger.web.json.BodyShapes.Property;
import dev.outrigger.web.json.DefaultNode;
import dev.outrigger.web.json.Json;
import dev.outrigger.web.json.JsonKinds;
import jakarta.validation.ConstraintViolation;
import java.lang.reflect.RecordComponent;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/** Tries the defaults of all records that a body may consist of. */
final class BodyDefaults {
  private final Json json;
  private final Set<JavaType> seen = new HashSet<>();

  BodyDefaults(Json json) {
    this.json = json;
  }

  /**
   * Tries those of a type and of all below it.
   *
   * @throws IllegalArgumentException naming the record, the component, the value and the reason
   */
  void require(JavaType type) {
    if (!seen.add(type)) {
      return;
    }
    if (type.getContentType() != null) {
      require(type.getContentType());
    }
    if (type.getReferencedType() != null) {
      require(type.getReferencedType());
    }
    Class<?> raw = type.getRawClass();
    if (raw.isSealed()) {
      for (Class<?> permitted : raw.getPermittedSubclasses()) {
        require(json.mapper().constructType(permitted));
      }
    }
    json.shapes()
        .of(type)
        .ifPresent(properties -> {
          for (Property property : properties) {
            if (property.defaulted()) {
              require(raw, property);
            }
            require(property.type());
          }
        });
  }

  private void require(Class<?> type, Property property) {
    for (RecordComponent component : type.getRecordComponents()) {
      Default said = component.getAnnotation(Default.class);
      if (said != null && component.getName().equals(property.component())) {
        require(Slot.of(component), said.value(), property.type());
      }
    }
  }

  private void require(Slot slot, String text, JavaType type) {
    Object value;
    try {
      value = json.mapper().treeToValue(DefaultNode.of(text, type.getRawClass()), type);
    } catch (JacksonException unfit) {
      throw slot.refusal("has a @Default that does not fit: \"" + text + "\" is not " + kind(type));
    }
    if (value == null) {
      throw slot.refusal("has a @Default that does not fit: \"" + text + "\" is read as null");
    }
    if (slot.element() instanceof RecordComponent component
        && Constraints.areIn(component.getDeclaringRecord())) {
      for (ConstraintViolation<?> violation :
          Constraints.validator()
              .validateValue(component.getDeclaringRecord(), component.getName(), value)) {
        throw slot.refusal(
            "has a @Default that its constraint refuses: \""
                + text
                + "\" "
                + violation.getMessage());
      }
    }
  }

  private static String kind(JavaType type) {
    return JsonKinds.of(type.getRawClass());
  }
}
