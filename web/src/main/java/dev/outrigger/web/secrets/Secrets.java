package dev.outrigger.web.secrets;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * The secrets of a server. The first seals, all of them open, so that a secret is replaced by a new
 * one in front of it, and taken away when nothing sealed by it is in use any more.
 *
 * <pre>{@code
 * Secrets secrets = Secrets.of(System.getenv("APP_SECRET"));   // openssl rand -base64 32
 * Seal links = secrets.signing("reset of a password");
 * String token = links.close(user.id().getBytes(UTF_8));
 * }</pre>
 *
 * <p>Each purpose has keys of its own, derived by HKDF: what was sealed for one is worth nothing
 * for another.
 */
public final class Secrets {
  private static final int SHORTEST = 32;

  private final List<byte[]> keys;

  private Secrets(List<byte[]> keys) {
    this.keys = keys;
  }

  /**
   * These secrets, the newest first.
   *
   * @param newest at least 32 random characters
   * @throws IllegalArgumentException if one is shorter, or plainly not random
   */
  public static Secrets of(String newest, String... older) {
    List<String> all = new ArrayList<>(List.of(older));
    all.addFirst(newest);
    IntStream.range(0, all.size()).forEach(i -> require(all.get(i), i + 1));
    return new Secrets(
        all.stream().map(secret -> secret.getBytes(StandardCharsets.UTF_8)).toList());
  }

  private static void require(String secret, int number) {
    if (secret.length() < SHORTEST || secret.chars().distinct().count() < 8) {
      throw new IllegalArgumentException(
          "Secret "
              + number
              + " has "
              + secret.length()
              + " characters, "
              + secret.chars().distinct().count()
              + " of them different, and can be guessed: take at least "
              + SHORTEST
              + " random ones, as openssl rand -base64 32 prints them");
    }
  }

  /** Lets clients read but not change. */
  public Seal signing(String purpose) {
    return new SigningSeal(derived("sign", purpose, "HmacSHA256"));
  }

  /** Lets clients neither read nor change (AES-GCM); for up to some billions of values. */
  public Seal encrypting(String purpose) {
    return new EncryptingSeal(derived("encrypt", purpose, "AES"));
  }

  private List<SecretKey> derived(String way, String purpose, String algorithm) {
    byte[] info = ("outrigger 1 " + way + " " + purpose).getBytes(StandardCharsets.UTF_8);
    return keys.stream().map(secret -> derive(secret, info, algorithm)).toList();
  }

  private static SecretKey derive(byte[] secret, byte[] info, String algorithm) {
    try {
      var spec = HKDFParameterSpec.ofExtract().addIKM(secret).thenExpand(info, 32);
      return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, spec);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK can't derive keys by HKDF-SHA256", e);
    }
  }

  /** Nothing of the secrets. */
  @Override
  public String toString() {
    return keys.size() + " secrets";
  }
}
