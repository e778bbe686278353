package dev.outrigger.web.auth;

import dev.outrigger.web.libraries.OptionalLibrary;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * Checks JSON Web Tokens (RFC 7519) as RFC 8725 advises: signed by an algorithm of the list and a
 * key that is known here, not expired, from the right issuer and for us. What a token says about
 * where its key is, is not looked at; nor is one taken that is encrypted, not signed, without an
 * end or without a subject.
 *
 * <pre>{@code
 * var keys = URI.create("https://login.example/.well-known/jwks.json");
 * app.use(BearerAuth.of(Jwt.keysAt(keys, "https://login.example", "orders").rolesIn("groups")));
 * }</pre>
 *
 * <p>The subject becomes the user's name, {@code scope} or {@code scp} the scopes, {@code roles}
 * the roles. It needs com.nimbusds:nimbus-jose-jwt. Immutable; each option makes a copy.
 */
public final class Jwt implements TokenCheck {
  private static final Set<String> BY_SECRET = Set.of("HS256", "HS384", "HS512");
  private static final Set<String> BY_KEYS =
      Set.of(
          "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA",
          "Ed25519");

  private final KeySource keys;
  private final Set<String> possible;
  private final JwtRules rules;

  private Jwt(KeySource keys, Set<String> possible, JwtRules rules) {
    this.keys = keys;
    this.possible = possible;
    this.rules = rules;
  }

  /**
   * Tokens that this program, or one that shares a secret with it, has signed by HS256.
   *
   * @param secret at least 32 random bytes
   * @throws IllegalArgumentException if it is shorter
   * @throws IllegalStateException if the library is not on the class path
   */
  public static Jwt secret(byte[] secret) {
    if (secret.length < 32) {
      throw new IllegalArgumentException(
          "The secret of HS256 has at least 32 bytes, not "
              + secret.length
              + "; openssl rand -base64 32 makes one");
    }
    return new Jwt(library(() -> KeySets.ofSecret(secret)), BY_SECRET, JwtRules.of("HS256"));
  }

  /**
   * Tokens of an issuer that publishes its keys (RFC 7517), by any algorithm with a public key. The
   * keys are fetched when the first token comes, again each ten minutes beside what goes on, and
   * when a key is named that is not among them, at most each half minute. Those that are there stay
   * in use for a day if no newer ones can be had; after that, and before there are any, tokens are
   * answered by 503.
   *
   * @param address {@code https}, or {@code http} on this machine
   * @param issuer as it stands in {@code iss}
   * @param audience what we are called in {@code aud}
   * @throws IllegalStateException if the library is not on the class path
   */
  public static Jwt keysAt(URI address, String issuer, String audience) {
    KeyAddress from = KeyAddress.of(address);
    return new Jwt(
        library(() -> new CachedKeys(from::fetch, address.toString())),
        BY_KEYS,
        JwtRules.of(BY_KEYS.toArray(String[]::new)).issuer(issuer).audience(audience));
  }

  /**
   * The same with keys in a file, which may change.
   *
   * @throws IllegalArgumentException if it can't be read, or holds no keys
   */
  public static Jwt keysIn(Path file, String issuer, String audience) {
    return new Jwt(
        library(() -> KeySets.inFile(file)),
        BY_KEYS,
        JwtRules.of(BY_KEYS.toArray(String[]::new)).issuer(issuer).audience(audience));
  }

  private static KeySource library(java.util.function.Supplier<KeySource> making) {
    return OptionalLibrary.NIMBUS.need("JSON Web Tokens", making);
  }

  /**
   * By these algorithms alone: {@code algorithms("ES256")}.
   *
   * @throws IllegalArgumentException if one does not go with the keys: {@code none} never does
   */
  public Jwt algorithms(String... names) {
    for (String name : names) {
      if (!possible.contains(name)) {
        throw new IllegalArgumentException(
            "The algorithm \""
                + name
                + "\" does not go with these keys; there are "
                + possible.stream().sorted().toList());
      }
    }
    return new Jwt(keys, possible, rules.algorithms(Set.of(names)));
  }

  /** Of this issuer alone. */
  public Jwt issuer(String name) {
    return new Jwt(keys, possible, rules.issuer(name));
  }

  /** For this audience alone. */
  public Jwt audience(String name) {
    return new Jwt(keys, possible, rules.audience(name));
  }

  /** For whoever it is: also what the issuer has signed for other programs. */
  public Jwt anyAudience() {
    return new Jwt(keys, possible, rules.anyAudience());
  }

  /** Lets clocks differ by this much. Default: 30 seconds. */
  public Jwt leeway(Duration difference) {
    return new Jwt(keys, possible, rules.leeway(difference));
  }

  /** Finds roles in this claim, as {@code groups} or {@code realm_access.roles}. */
  public Jwt rolesIn(String claim) {
    return new Jwt(keys, possible, rules.rolesIn(claim));
  }

  /** Tells the time by another clock. */
  public Jwt clock(InstantSource clock) {
    return new Jwt(keys, possible, rules.clock(clock));
  }

  /**
   * The user that the token is of; never empty.
   *
   * @throws TokenRefusedException if it is not good
   * @throws dev.outrigger.web.Problem 503 if there are no keys
   * @throws InterruptedException when the client goes away meanwhile
   */
  @Override
  public Optional<User> user(String token) throws InterruptedException {
    return Optional.of(SignedToken.user(token, keys, rules));
  }
}
