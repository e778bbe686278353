package dev.outrigger.web.headers;

import dev.outrigger.http.Headers;
import dev.outrigger.http.listen.Networks;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads Forwarded (RFC 7239). */
final class ForwardedField {
  private ForwardedField() {}

  static Forwarded read(Headers headers, InetAddress peer, Networks trusted) {
    Backwards elements = new Backwards(headers.all("Forwarded"));
    Forwarded known = Forwarded.unknown(peer);
    while (trusted.contains(known.client())) {
      Optional<String> element = elements.previous();
      if (element.isEmpty()) {
        return known;
      }
      Optional<Forwarded> told = pairs(element.get()).flatMap(ForwardedField::told);
      if (told.isEmpty()) {
        return Forwarded.unknown(peer);
      }
      known = told.get();
    }
    return known;
  }

  private static Optional<Forwarded> told(Map<String, String> pairs) {
    Optional<String> scheme = Optional.ofNullable(pairs.get("proto"));
    Optional<String> host = Optional.ofNullable(pairs.get("host"));
    if (!scheme.map(Node::isScheme).orElse(true) || !host.map(Node::isHost).orElse(true)) {
      return Optional.empty();
    }
    return Node.address(pairs.getOrDefault("for", ""))
        .map(client -> new Forwarded(client, scheme.map(Tokens::lower), host));
  }

  /** The pairs of one element; empty if it is written wrongly or says something twice. */
  private static Optional<Map<String, String>> pairs(String element) {
    Map<String, String> pairs = new HashMap<>();
    Cursor cursor = new Cursor(element);
    do {
      cursor.skipBlanks();
      String name = Tokens.lower(cursor.token());
      if (!name.isEmpty()) {
        Optional<String> value = cursor.take('=') ? cursor.tokenOrQuoted() : Optional.empty();
        if (value.isEmpty() || pairs.containsKey(name)) {
          return Optional.empty();
        }
        pairs.put(name, value.get());
      }
      cursor.skipBlanks();
    } while (cursor.take(';'));
    return cursor.atEnd() ? Optional.of(pairs) : Optional.empty();
  }
}
