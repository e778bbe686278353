package dev.outrigger.web.openapi;

import io.swagger.v3.oas.models.media.JsonSchema;
import java.math.BigDecimal;

/** What a value is if there is none, from the text at a declaration. */
final class Defaults {
  private Defaults() {}

  /** The text as a value of the schema's type. */
  static Object of(JsonSchema schema, String text) {
    if (Kinds.isNumber(schema)) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        return text;
      }
    }
    return Kinds.has(schema, "boolean") ? (Object) isTrue(text) : text;
  }

  private static boolean isTrue(String text) {
    return text.equals("true") || text.equals("on") || text.equals("1");
  }
}
