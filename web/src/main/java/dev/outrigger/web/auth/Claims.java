package dev.outrigger.web.auth;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a token says, once it is known who has signed it. */
final class Claims {
  private Claims() {}

  static User user(JWTClaimsSet claims, JwtRules rules) {
    requireTime(claims, rules);
    if (!rules.issuer().map(name -> name.equals(claims.getIssuer())).orElse(true)) {
      throw new TokenRefusedException("The token is of another issuer");
    }
    if (!rules.audience().map(name -> claims.getAudience().contains(name)).orElse(true)) {
      throw new TokenRefusedException("The token is for another audience");
    }
    if (claims.getSubject() == null || claims.getSubject().isEmpty()) {
      throw new TokenRefusedException("The token says nothing of whom it is");
    }
    var all = new HashMap<String, Object>();
    claims
        .getClaims()
        .forEach((name, value) -> Optional.ofNullable(value).ifPresent(v -> all.put(name, v)));
    Set<String> scopes = words(all.getOrDefault("scope", all.get("scp")));
    return new User(claims.getSubject(), words(at(all, rules.roles())), scopes, all);
  }

  private static void requireTime(JWTClaimsSet claims, JwtRules rules) {
    Instant now = rules.clock().instant();
    Date end = claims.getExpirationTime();
    if (end == null) {
      throw new TokenRefusedException("The token has no end");
    }
    if (!now.minus(rules.leeway()).isBefore(end.toInstant())) {
      throw new TokenRefusedException("The token has expired");
    }
    Date start = claims.getNotBeforeTime();
    if (start != null && now.plus(rules.leeway()).isBefore(start.toInstant())) {
      throw new TokenRefusedException("The token is not valid yet");
    }
  }

  /** What stands at {@code a.b}; a claim whose own name has dots goes before. */
  private static @Nullable Object at(Map<?, ?> claims, String path) {
    int dot = path.indexOf('.');
    if (claims.containsKey(path) || dot < 0) {
      return claims.get(path);
    }
    return claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner
        ? at(inner, path.substring(dot + 1))
        : null;
  }

  /** Of a list, or of a text with blanks between. */
  private static Set<String> words(@Nullable Object value) {
    var words = new HashSet<String>();
    if (value instanceof String text) {
      for (String word : text.split(" ", -1)) {
        words.add(word);
      }
      words.remove("");
    } else if (value instanceof Collection<?> list) {
      for (Object each : list) {
        if (each instanceof String text) {
          words.add(text);
        }
      }
    }
    return words;
  }
}
