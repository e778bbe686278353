package dev.outrigger.web.secrets;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** A random nonce, and behind it the content under AES-256-GCM. */
final class EncryptingSeal implements Seal {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 12;
  private static final int TAG = 16;

  private final List<SecretKey> keys;

  EncryptingSeal(List<SecretKey> keys) {
    this.keys = keys;
  }

  @Override
  public String close(byte[] content) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] sealed = Arrays.copyOf(nonce, NONCE + content.length + TAG);
    try {
      int _ =
          cipher(Cipher.ENCRYPT_MODE, keys.getFirst(), nonce)
              .doFinal(content, 0, content.length, sealed, NONCE);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK can't encrypt by AES-GCM", e);
    }
    return Seal.encoded(sealed);
  }

  @Override
  public Optional<byte[]> open(String text) {
    Optional<byte[]> sealed = Seal.decoded(text).filter(bytes -> bytes.length >= NONCE + TAG);
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    for (SecretKey key : keys) {
      Optional<byte[]> content = decrypt(key, sealed.get());
      if (content.isPresent()) {
        return content;
      }
    }
    return Optional.empty();
  }

  private static Optional<byte[]> decrypt(SecretKey key, byte[] sealed) {
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE));
      return Optional.of(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
    } catch (AEADBadTagException e) {
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK can't decrypt by AES-GCM", e);
    }
  }

  private static Cipher cipher(int mode, SecretKey key, byte[] nonce)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    return cipher;
  }

  @Override
  public int length(int bytes) {
    return Seal.encodedLength(NONCE + bytes + TAG);
  }
}
