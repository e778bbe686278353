package dev.outrigger.http.websocket;

import dev.outrigger.http.websocket.Extensions.Offer;
import dev.outrigger.http.websocket.Extensions.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The agreement on permessage-deflate, as RFC 7692, 7.1 has it. */
final class DeflateOffer {
  static final String NAME = "permessage-deflate";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final String CLIENT_BITS = "client_max_window_bits";
  private static final Set<String> FLAGS =
      Set.of("server_no_context_takeover", "client_no_context_takeover");

  private DeflateOffer() {}

  /** What the first offer that we can hold to comes to; empty if there is none. */
  static Optional<Deflate> accept(List<Offer> offers) {
    return offers.stream()
        .filter(offer -> offer.name().equalsIgnoreCase(NAME) && isValid(offer))
        .findFirst()
        .map(offer -> new Deflate(windowBits(offer)));
  }

  /** The value of our own field. */
  static String answer(Deflate agreed) {
    String answer = NAME + "; server_no_context_takeover; client_no_context_takeover";
    return agreed.windowBits() == Deflate.LARGEST_WINDOW
        ? answer
        : answer + "; " + SERVER_BITS + "=" + agreed.windowBits();
  }

  private static int windowBits(Offer offer) {
    return offer.parameters().stream()
        .filter(each -> each.name().equals(SERVER_BITS))
        .findFirst()
        .map(each -> Integer.parseInt(each.value()))
        .orElse(Deflate.LARGEST_WINDOW);
  }

  private static boolean isValid(Offer offer) {
    Set<String> seen = new HashSet<>();
    return offer.parameters().stream().allMatch(each -> isValid(each) && seen.add(each.name()));
  }

  private static boolean isValid(Parameter parameter) {
    String value = parameter.value();
    return switch (parameter.name()) {
      case SERVER_BITS -> isWindow(value);
      case CLIENT_BITS -> value.isEmpty() || isWindow(value);
      default -> FLAGS.contains(parameter.name()) && value.isEmpty();
    };
  }

  private static boolean isWindow(String value) {
    return value.matches("[89]|1[0-5]");
  }
}
