package dev.outrigger.web.secrets;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** The content, and behind it its HMAC-SHA-256. */
final class SigningSeal implements Seal {
  private static final int TAG = 32;

  private final List<SecretKey> keys;

  SigningSeal(List<SecretKey> keys) {
    this.keys = keys;
  }

  @Override
  public String close(byte[] content) {
    byte[] sealed = Arrays.copyOf(content, content.length + TAG);
    System.arraycopy(mac(keys.getFirst(), content), 0, sealed, content.length, TAG);
    return Seal.encoded(sealed);
  }

  @Override
  public Optional<byte[]> open(String text) {
    Optional<byte[]> sealed = Seal.decoded(text).filter(bytes -> bytes.length >= TAG);
    if (sealed.isEmpty()) {
      return Optional.empty();
    }
    int length = sealed.get().length - TAG;
    byte[] content = Arrays.copyOf(sealed.get(), length);
    byte[] tag = Arrays.copyOfRange(sealed.get(), length, length + TAG);
    for (SecretKey key : keys) {
      if (MessageDigest.isEqual(tag, mac(key, content))) {
        return Optional.of(content);
      }
    }
    return Optional.empty();
  }

  @Override
  public int length(int bytes) {
    return Seal.encodedLength(bytes + TAG);
  }

  private static byte[] mac(SecretKey key, byte[] content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK can't sign by HmacSHA256", e);
    }
  }
}
