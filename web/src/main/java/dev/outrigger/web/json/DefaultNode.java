package dev.outrigger.web.json;

import java.math.BigDecimal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.StringNode;

/** The text of a default as JSON would have it, since numbers are not taken out of texts. */
public final class DefaultNode {
  private static final int LONGEST = 1000;

  private DefaultNode() {}

  /** A number or a flag, if values of the type are such and the text is one; else the text. */
  public static JsonNode of(String text, Class<?> type) {
    if (type == boolean.class || type == Boolean.class) {
      return flag(text);
    }
    boolean isNumber =
        Number.class.isAssignableFrom(type) || (type.isPrimitive() && type != char.class);
    return isNumber ? number(text) : StringNode.valueOf(text);
  }

  private static JsonNode flag(String text) {
    return List.of("true", "on", "1").contains(text)
        ? BooleanNode.TRUE
        : List.of("false", "off", "0").contains(text)
            ? BooleanNode.FALSE
            : StringNode.valueOf(text);
  }

  private static JsonNode number(String text) {
    try {
      var number = new BigDecimal(text);
      if (Math.abs((long) number.scale()) > LONGEST) {
        return StringNode.valueOf(text);
      }
      return number.stripTrailingZeros().scale() > 0
          ? DecimalNode.valueOf(number)
          : BigIntegerNode.valueOf(number.toBigIntegerExact());
    } catch (NumberFormatException none) {
      return StringNode.valueOf(text);
    }
  }
}
