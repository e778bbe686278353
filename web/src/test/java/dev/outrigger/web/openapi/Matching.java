package dev.outrigger.web.openapi;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts that match the few expressions that are used here. */
final class Matching {
  private static final Pattern PART =
      Pattern.compile("(\\\\d|\\[[^]]+]|[^\\\\\\[])(?:\\{(\\d+)(?:,(\\d+))?})?");

  private Matching() {}

  static String text(String expression, Random random) {
    if (expression.startsWith("^[-+]?P")) {
      return List.of("PT1.5S", "P2DT3H", "PT-4M").get(random.nextInt(3));
    }
    String inner = expression.substring(1, expression.length() - 1);
    var text = new StringBuilder();
    Matcher part = PART.matcher(inner);
    while (part.find()) {
      int count = part.group(2) == null ? 1 : Integer.parseInt(part.group(2));
      for (int i = 0; i < count; i++) {
        text.append(character(part.group(1), random));
      }
    }
    if (!Pattern.compile(expression).matcher(text).find()) {
      throw new IllegalStateException("\"" + text + "\" was made for " + expression);
    }
    return text.toString();
  }

  private static char character(String part, Random random) {
    return switch (part.charAt(0)) {
      case '\\' -> (char) ('0' + random.nextInt(10));
      case '[' -> (char) (part.charAt(1) + random.nextInt(part.charAt(3) - part.charAt(1) + 1));
      default -> part.charAt(0);
    };
  }
}
