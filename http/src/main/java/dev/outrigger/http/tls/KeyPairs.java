package dev.outrigger.http.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Finds out whether two keys are a pair, by signing something. */
final class KeyPairs {
  private static final byte[] SOMETHING = {1, 2, 3};

  private KeyPairs() {}

  static void check(PublicKey open, PrivateKey secret) {
    boolean pair;
    try {
      Signature signing = Signature.getInstance(algorithm(secret.getAlgorithm()));
      signing.initSign(secret);
      signing.update(SOMETHING);
      byte[] signature = signing.sign();
      Signature checking = Signature.getInstance(algorithm(open.getAlgorithm()));
      checking.initVerify(open);
      checking.update(SOMETHING);
      pair = checking.verify(signature);
    } catch (GeneralSecurityException e) {
      // Keys of two kinds, or of two sizes, or none that signs.
      throw new TlsConfigurationException(
          "the key (%s) does not belong to the certificate (%s)"
              .formatted(secret.getAlgorithm(), open.getAlgorithm()),
          e);
    }
    if (!pair) {
      throw new TlsConfigurationException("the key does not belong to the certificate");
    }
  }

  private static String algorithm(String key) {
    return switch (key) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      case "DSA" -> "SHA256withDSA";
      default -> key;
    };
  }
}
