package dev.outrigger.http.http3;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals what a client is given to show again, so that nobody else can make or change it. The key is
 * new for each server and kept nowhere.
 *
 * <p>Threading: any; each call has its own state.
 */
final class TokenKey {
  /** How long a seal is, in bytes. */
  static final int SEAL = 16;

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  TokenKey() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    this.key = new SecretKeySpec(secret, ALGORITHM);
  }

  /** The seal for a connection's first identifier, a client's address and a time. */
  byte[] seal(byte[] connection, InetSocketAddress client, long time) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] host = client.getAddress().getAddress();
      mac.update(
          ByteBuffer.allocate(13)
              .putLong(time)
              .putInt(client.getPort())
              .put((byte) host.length)
              .flip());
      mac.update(host);
      return Arrays.copyOf(mac.doFinal(connection), SEAL);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  boolean isSeal(byte[] seal, byte[] connection, InetSocketAddress client, long time) {
    return MessageDigest.isEqual(seal, seal(connection, client, time));
  }
}
