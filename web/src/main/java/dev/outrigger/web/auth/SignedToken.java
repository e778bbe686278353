package dev.outrigger.web.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A token whose signature is checked before anything in it counts. */
final class SignedToken {
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

  private SignedToken() {}

  static User user(String token, KeySource source, JwtRules rules) throws InterruptedException {
    SignedJWT jwt = parse(token);
    requireHeader(jwt.getHeader(), rules);
    JWKSet keys = source.current();
    if (candidates(jwt.getHeader(), keys).isEmpty()) {
      keys = source.newerThan(keys);
    }
    List<JWK> candidates = candidates(jwt.getHeader(), keys);
    if (candidates.isEmpty()) {
      throw new TokenRefusedException("The token is signed by a key that is not known");
    }
    if (candidates.stream().noneMatch(key -> isSignedBy(key, jwt))) {
      throw new TokenRefusedException("The signature of the token is wrong");
    }
    return Claims.user(claims(jwt), rules);
  }

  // Whatever the library stumbles over was in the token.
  private static SignedJWT parse(String token) {
    try {
      return SignedJWT.parse(token);
    } catch (ParseException | RuntimeException e) {
      throw new TokenRefusedException("The token is no signed JSON Web Token");
    }
  }

  private static JWTClaimsSet claims(SignedJWT jwt) {
    try {
      return jwt.getJWTClaimsSet();
    } catch (ParseException | RuntimeException e) {
      throw new TokenRefusedException("The claims of the token can't be read");
    }
  }

  private static void requireHeader(JWSHeader header, JwtRules rules) {
    if (!rules.algorithms().contains(header.getAlgorithm().getName())) {
      throw new TokenRefusedException("The algorithm of the token is not accepted");
    }
    if (header.getCriticalParams() != null && !header.getCriticalParams().isEmpty()) {
      throw new TokenRefusedException("The token demands what is not known here");
    }
    if (header.getType() != null && !TYPES.contains(typeOf(header))) {
      throw new TokenRefusedException("The token is of a kind that is not accepted");
    }
  }

  private static String typeOf(JWSHeader header) {
    String type = header.getType().getType().toLowerCase(Locale.ROOT);
    return type.startsWith("application/") ? type.substring("application/".length()) : type;
  }

  private static List<JWK> candidates(JWSHeader header, JWKSet keys) {
    return keys.getKeys().stream().filter(key -> fits(key, header)).toList();
  }

  private static boolean fits(JWK key, JWSHeader header) {
    boolean named =
        header.getKeyID() == null
            || key.getKeyID() == null
            || header.getKeyID().equals(key.getKeyID());
    boolean signs = key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE);
    boolean sameWay =
        key.getAlgorithm() == null || key.getAlgorithm().equals(header.getAlgorithm());
    return named && signs && sameWay && Verifiers.fit(key, header.getAlgorithm());
  }

  private static boolean isSignedBy(JWK key, SignedJWT jwt) {
    try {
      return Verifiers.of(key).verify(jwt.getHeader(), jwt.getSigningInput(), jwt.getSignature());
    } catch (JOSEException | RuntimeException e) {
      return false;
    }
  }
}
