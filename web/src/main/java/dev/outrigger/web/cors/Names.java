package dev.outrigger.web.cors;

import java.util.List;

/** Checks names that go into fields of answers. */
final class Names {
  private static final String MARKS = "!#$%&'*+-.^_`|~";

  private Names() {}

  static List<String> fields(List<String> names) {
    for (String name : names) {
      if (!isToken(name) || name.equals("*")) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no name of a header field, such as X-Request-ID");
      }
    }
    return names;
  }

  static List<String> methods(List<String> names) {
    for (String name : names) {
      if (!isToken(name) || name.equals("*") || name.chars().anyMatch(Character::isLowerCase)) {
        throw new IllegalArgumentException(
            "\"" + name + "\" is no method as browsers send it: write it in capitals, as PUT");
      }
    }
    return names;
  }

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Names::isInToken);
  }

  private static boolean isInToken(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || MARKS.indexOf(c) >= 0;
  }
}
