package dev.outrigger.web.json;

import java.util.regex.Pattern;

/** Takes the names of Java classes out of sentences that clients see. */
final class JavaNames {
  // Possessive: to give a part back never helps, and takes a frame of the stack for each.
  private static final Pattern PACKAGE = Pattern.compile("\\b(?:[a-z_]\\w*+\\.)++(?=[A-Z])");

  private JavaNames() {}

  static String hide(String sentence) {
    return PACKAGE.matcher(sentence).replaceAll("");
  }
}
