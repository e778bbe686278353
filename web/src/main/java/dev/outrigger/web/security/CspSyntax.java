package dev.outrigger.web.security;

import java.util.Set;

/** What may stand in a policy; what is written wrongly there, browsers pass over without a word. */
final class CspSyntax {
  private static final Set<String> KEYWORDS =
      Set.of(
          "self",
          "none",
          "nonce",
          "unsafe-inline",
          "unsafe-eval",
          "strict-dynamic",
          "unsafe-hashes",
          "wasm-unsafe-eval",
          "report-sample");

  private CspSyntax() {}

  static void checkName(String name) {
    if (name.isEmpty() || !name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || c == '-')) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no directive of a policy, such as script-src");
    }
  }

  static void checkSource(String name, String source) {
    boolean plain = source.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != ',');
    if (source.isEmpty() || !plain) {
      throw new IllegalArgumentException(
          "\"" + source + "\" can't be a source of " + name + ": give each as a text of its own");
    }
    if (KEYWORDS.contains(source)) {
      throw new IllegalArgumentException(
          "\"" + source + "\" in " + name + " would be a host; the keyword is '" + source + "'");
    }
  }
}
