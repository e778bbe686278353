package dev.outrigger.web.csrf;

import dev.outrigger.web.secrets.Seal;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;

/**
 * A secret as it stands in a page: another text each time, so that what is guessed from the lengths
 * of compressed answers (BREACH) is of no use. Random bytes, and behind them the secret XORed with
 * these.
 */
final class Masked {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Masked() {}

  static String mask(byte[] secret) {
    byte[] mask = new byte[secret.length];
    RANDOM.nextBytes(mask);
    byte[] token = Arrays.copyOf(mask, 2 * secret.length);
    for (int i = 0; i < secret.length; i++) {
      token[secret.length + i] = (byte) (mask[i] ^ secret[i]);
    }
    return Seal.encoded(token);
  }

  static boolean matches(String token, byte[] secret) {
    Optional<byte[]> bytes = Seal.decoded(token).filter(b -> b.length == 2 * secret.length);
    if (bytes.isEmpty()) {
      return false;
    }
    byte[] told = new byte[secret.length];
    for (int i = 0; i < secret.length; i++) {
      told[i] = (byte) (bytes.get()[i] ^ bytes.get()[secret.length + i]);
    }
    return MessageDigest.isEqual(told, secret);
  }
}
