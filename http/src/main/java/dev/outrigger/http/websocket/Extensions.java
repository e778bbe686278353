package dev.outrigger.http.websocket;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The field Sec-WebSocket-Extensions: what a client offers. */
final class Extensions {
  private Extensions() {}

  /** One extension as it is offered. */
  record Offer(String name, List<Parameter> parameters) {}

  /**
   * A parameter of an offer.
   *
   * @param value empty if it has none
   */
  record Parameter(String name, String value) {}

  /** The offers in their order; empty if the field is malformed. */
  static Optional<List<Offer>> parse(List<String> values) {
    List<Offer> offers = new ArrayList<>();
    for (String value : values) {
      for (String each : value.split(",", -1)) {
        Optional<Offer> offer = offer(each);
        if (offer.isEmpty() && !each.isBlank()) {
          return Optional.empty();
        }
        offer.ifPresent(offers::add);
      }
    }
    return Optional.of(offers);
  }

  private static Optional<Offer> offer(String text) {
    String[] parts = text.split(";", -1);
    String name = parts[0].strip();
    if (!Fields.isToken(name)) {
      return Optional.empty();
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      String key = (equals < 0 ? parts[i] : parts[i].substring(0, equals)).strip();
      String value = equals < 0 ? "" : unquoted(parts[i].substring(equals + 1).strip());
      if (!Fields.isToken(key) || (equals >= 0 && !Fields.isToken(value))) {
        return Optional.empty();
      }
      parameters.add(new Parameter(key, value));
    }
    return Optional.of(new Offer(name, parameters));
  }

  // RFC 6455, 9.1: what is quoted must be a token too.
  private static String unquoted(String text) {
    boolean quoted = text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"");
    return quoted ? text.substring(1, text.length() - 1) : text;
  }
}
