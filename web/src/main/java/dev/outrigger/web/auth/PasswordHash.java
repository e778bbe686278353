package dev.outrigger.web.auth;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What is kept of a password. */
final class PasswordHash {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "\\$pbkdf2-sha256\\$i=([1-9][0-9]{0,7})\\$([A-Za-z0-9+/]{8,86})\\$([A-Za-z0-9+/]{43})");

  private final int rounds;
  private final byte[] salt;
  private final byte[] hash;

  PasswordHash(int rounds, byte[] salt, byte[] hash) {
    this.rounds = rounds;
    this.salt = salt;
    this.hash = hash;
  }

  int rounds() {
    return rounds;
  }

  byte[] hash() {
    return hash;
  }

  static Optional<PasswordHash> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PasswordHash(
              Integer.parseInt(matcher.group(1)),
              Base64.getDecoder().decode(matcher.group(2)),
              Base64.getDecoder().decode(matcher.group(3))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  byte[] computed(String password) throws GeneralSecurityException {
    var spec = new PBEKeySpec(password.toCharArray(), salt, rounds, hash.length * 8);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    } finally {
      spec.clearPassword();
    }
  }

  @Override
  public String toString() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$pbkdf2-sha256$i="
        + rounds
        + "$"
        + base64.encodeToString(salt)
        + "$"
        + base64.encodeToString(hash);
  }
}
