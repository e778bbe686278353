package dev.outrigger.web.auth;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Which tokens are good. */
record JwtRules(
    Set<String> algorithms,
    Optional<String> issuer,
    Optional<String> audience,
    Duration leeway,
    String roles,
    InstantSource clock) {

  static JwtRules of(String... algorithms) {
    return new JwtRules(
        Set.of(algorithms),
        Optional.empty(),
        Optional.empty(),
        Duration.ofSeconds(30),
        "roles",
        InstantSource.system());
  }

  JwtRules algorithms(Set<String> names) {
    return new JwtRules(names, issuer, audience, leeway, roles, clock);
  }

  JwtRules issuer(String name) {
    return new JwtRules(algorithms, Optional.of(name), audience, leeway, roles, clock);
  }

  JwtRules audience(String name) {
    return new JwtRules(algorithms, issuer, Optional.of(name), leeway, roles, clock);
  }

  JwtRules anyAudience() {
    return new JwtRules(algorithms, issuer, Optional.empty(), leeway, roles, clock);
  }

  JwtRules leeway(Duration difference) {
    if (difference.isNegative() || difference.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "Clocks differ by at most an hour, not by " + difference + "; set them right");
    }
    return new JwtRules(algorithms, issuer, audience, difference, roles, clock);
  }

  JwtRules rolesIn(String claim) {
    return new JwtRules(algorithms, issuer, audience, leeway, claim, clock);
  }

  JwtRules clock(InstantSource other) {
    return new JwtRules(algorithms, issuer, audience, leeway, roles, other);
  }
}
