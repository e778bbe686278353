package dev.outrigger.http.secure;

import java.util.Map;
import java.util.Optional;

/**
 * What is for each host that a client may ask for: {@code www.example.org}, or {@code
 * *.example.org} for all names one level below; the exact name wins.
 *
 * @param standard for a client that names no host, and for unknown hosts unless those are refused
 */
public record ByName<T>(T standard, Map<String, T> named, boolean refusesUnknown) {

  /** What is for this host; empty if a client that asks for it is refused. */
  public Optional<T> find(Optional<String> asked) {
    if (asked.isEmpty() || named.isEmpty()) {
      boolean refused = refusesUnknown && asked.isPresent();
      return refused ? Optional.empty() : Optional.of(standard);
    }
    String host = asked.get();
    T exact = named.get(host);
    if (exact != null) {
      return Optional.of(exact);
    }
    int dot = host.indexOf('.');
    T wild = dot < 1 ? null : named.get("*" + host.substring(dot));
    if (wild != null) {
      return Optional.of(wild);
    }
    return refusesUnknown ? Optional.empty() : Optional.of(standard);
  }
}
