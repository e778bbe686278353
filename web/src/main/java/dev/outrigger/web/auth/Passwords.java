package dev.outrigger.web.auth;

import dev.outrigger.runtime.Blocking;
import dev.outrigger.runtime.sync.Limiter;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * Passwords as they may be kept: PBKDF2 with HMAC-SHA-256, 600,000 rounds and 16 random bytes of
 * salt, as the JDK has it, written {@code $pbkdf2-sha256$i=600000$salt$hash}.
 *
 * <p>It computes for some tenths of a second, on a thread beside the loops; no more at once than
 * half of the cores, so that a flood of logins leaves the rest for others.
 */
public final class Passwords {
  /** The hash of no password that anybody has, to spend the same time for users who are unknown. */
  static final String NOBODYS =
      "$pbkdf2-sha256$i=600000$AAAAAAAAAAAAAAAAAAAAAA$"
          + "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private static final int ROUNDS = 600_000;
  private static final int LONGEST = 1024;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Limiter AT_ONCE =
      Limiter.of(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));

  private Passwords() {}

  /**
   * The text to keep for a password.
   *
   * @throws IllegalArgumentException if it is longer than 1024 characters
   * @throws InterruptedException when the client goes away meanwhile
   */
  public static String hash(String password) throws InterruptedException {
    if (password.length() > LONGEST) {
      throw new IllegalArgumentException(
          "A password has at most " + LONGEST + " characters, not " + password.length());
    }
    return hash(password, ROUNDS);
  }

  static String hash(String password, int rounds) throws InterruptedException {
    byte[] salt = new byte[16];
    RANDOM.nextBytes(salt);
    var made = new PasswordHash(rounds, salt, new byte[32]);
    return new PasswordHash(rounds, salt, beside(password, made)).toString();
  }

  /**
   * Whether it is the password that was hashed.
   *
   * @throws IllegalArgumentException if the text is none of {@link #hash}
   * @throws InterruptedException when the client goes away meanwhile
   */
  public static boolean verify(String password, String hash) throws InterruptedException {
    PasswordHash kept = requireHash(hash);
    return password.length() <= LONGEST
        && MessageDigest.isEqual(kept.hash(), beside(password, kept));
  }

  /** Whether a hash has fewer rounds than new ones: hash the password again when it is known. */
  public static boolean isOutdated(String hash) {
    return requireHash(hash).rounds() < ROUNDS;
  }

  static PasswordHash requireHash(String hash) {
    return PasswordHash.parse(hash)
        .orElseThrow(() ->
            // The text may be a password that was never hashed.
            new IllegalArgumentException(
                "A text of "
                    + hash.length()
                    + " characters is no hash of Passwords.hash(..), which begins with"
                    + " $pbkdf2-sha256$"));
  }

  private static byte[] beside(String password, PasswordHash kept) throws InterruptedException {
    try {
      return Blocking.call(AT_ONCE, () -> kept.computed(password));
    } catch (InterruptedException | RuntimeException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK can't hash by PBKDF2WithHmacSHA256", e);
    } catch (Exception e) {
      throw new IllegalStateException("A password could not be hashed", e);
    }
  }
}
