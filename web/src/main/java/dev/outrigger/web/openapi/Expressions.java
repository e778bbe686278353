package dev.outrigger.web.openapi;

import java.util.regex.Pattern;

/** Regular expressions on their way from Java's dialect to that of JSON Schema (ECMA-262). */
final class Expressions {
  /** What means something else there, or nothing: quotes, anchors, classes, possessive ones. */
  private static final Pattern STRANGE =
      Pattern.compile("\\\\[AaeEGHhNpPQRVvXzZ]|[*+?}]\\+|\\(\\?[a-z-]+[:)]|\\(\\?>|&&|\\[[^]]*\\[");

  private Expressions() {}

  /**
   * Whether an expression means the same in both dialects, as far as can be told from its signs.
   */
  static boolean arePlain(String expression) {
    return !STRANGE.matcher(expression).find();
  }

  /** The same for a whole text, as Java compares it. */
  static String whole(String expression) {
    boolean simple = expression.indexOf('|') < 0;
    String start = simple && expression.startsWith("^") ? "" : simple ? "^" : "^(?:";
    boolean anchored = simple && expression.endsWith("$") && !expression.endsWith("\\$");
    String end = anchored ? "" : simple ? "$" : ")$";
    return start + expression + end;
  }
}
