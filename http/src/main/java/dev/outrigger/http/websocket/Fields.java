package dev.outrigger.http.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Header fields that hold lists of tokens, as RFC 9110 writes them. */
final class Fields {
  private Fields() {}

  static boolean isToken(String text) {
    return !text.isEmpty() && text.chars().allMatch(Fields::isTokenChar);
  }

  private static boolean isTokenChar(int c) {
    return c > ' ' && c < 0x7f && "\"(),/:;<=>?@[\\]{}".indexOf(c) < 0;
  }

  /** The tokens of all these values; empty if there is anything else in them. */
  static Optional<List<String>> tokens(List<String> values) {
    List<String> tokens = new ArrayList<>();
    for (String value : values) {
      for (String each : value.split(",", -1)) {
        String token = each.strip();
        if (!token.isEmpty() && !isToken(token)) {
          return Optional.empty();
        }
        if (!token.isEmpty()) {
          tokens.add(token);
        }
      }
    }
    return Optional.of(tokens);
  }

  /** Whether this token is among those of the values, in any case. */
  static boolean hold(List<String> values, String token) {
    return tokens(values)
        .map(all -> all.stream().anyMatch(each -> each.equalsIgnoreCase(token)))
        .orElse(false);
  }
}
