package dev.outrigger.http.secure;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is for each host that a client may ask for: {@code www.example.org}, or {@code
 * *.example.org} for all names one level below; the exact name wins.
 *
 * @param standard for a client that names no host, for one that names a host of the standard
 *     certificate, and for unknown hosts unless those are refused
 * @param own the hosts in the standard certificate
 */
public record ByName<T>(T standard, Set<String> own, Map<String, T> named, boolean refusesUnknown) {
  private static final int DNS_NAME = 2;

  /** What is for this host; empty if a client that asks for it is refused. */
  public Optional<T> find(Optional<String> asked) {
    if (asked.isEmpty()) {
      return Optional.of(standard);
    }
    String host = asked.get();
    String oneUp = "*" + host.substring(Math.max(0, host.indexOf('.')));
    boolean known = !refusesUnknown || own.contains(host) || own.contains(oneUp);
    return Optional.ofNullable(named.get(host))
        .or(() -> Optional.ofNullable(named.get(oneUp)))
        .or(() -> known ? Optional.of(standard) : Optional.empty());
  }

  /** The hosts that a certificate is for, in lower case. */
  public static Set<String> hostsOf(X509Certificate certificate) {
    try {
      return Objects.requireNonNullElse(
              certificate.getSubjectAlternativeNames(), List.<List<?>>of())
          .stream()
          .filter(name -> name.get(0).equals(DNS_NAME))
          .map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }
}
