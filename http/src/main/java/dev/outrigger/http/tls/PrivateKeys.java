package dev.outrigger.http.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Private keys from their encodings. The JDK reads PKCS #8 alone, so the older encodings of RSA
 * (PKCS #1) and EC keys (SEC 1), which many tools still write, are put into its frame.
 */
final class PrivateKeys {
  private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");
  private static final int INTEGER = 0x02;
  private static final int OCTETS = 0x04;
  private static final int SEQUENCE = 0x30;
  private static final int EC_PARAMETERS = 0xa0;
  private static final byte[] VERSION_0 = {INTEGER, 1, 0};
  // OBJECT IDENTIFIER rsaEncryption, NULL.
  private static final byte[] RSA = HexFormat.of().parseHex("06092a864886f70d0101010500");
  // OBJECT IDENTIFIER id-ecPublicKey.
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");

  private PrivateKeys() {}

  static PrivateKey pkcs8(byte[] der) throws GeneralSecurityException {
    GeneralSecurityException first = null;
    for (String kind : KINDS) {
      try {
        return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
      } catch (InvalidKeySpecException notOfThisKind) {
        first = first == null ? notOfThisKind : first;
      }
    }
    throw new InvalidKeyException("it is none of " + KINDS, first);
  }

  static PrivateKey encrypted(byte[] der, String password) throws GeneralSecurityException {
    EncryptedPrivateKeyInfo info;
    try {
      info = new EncryptedPrivateKeyInfo(der);
    } catch (IOException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
    // The parameters of PBES2 know the name of the whole scheme, the info only that of PBES2.
    String scheme =
        info.getAlgName().equals("PBES2") ? info.getAlgParameters().toString() : info.getAlgName();
    PBEKeySpec secret = new PBEKeySpec(password.toCharArray());
    Cipher cipher = Cipher.getInstance(scheme);
    cipher.init(
        Cipher.DECRYPT_MODE,
        SecretKeyFactory.getInstance(scheme).generateSecret(secret),
        info.getAlgParameters());
    return pkcs8(info.getKeySpec(cipher).getEncoded());
  }

  static PrivateKey rsa(byte[] pkcs1) throws GeneralSecurityException {
    return pkcs8(element(SEQUENCE, VERSION_0, element(SEQUENCE, RSA), element(OCTETS, pkcs1)));
  }

  static PrivateKey ec(byte[] sec1) throws GeneralSecurityException {
    byte[] algorithm = element(SEQUENCE, EC, curve(sec1));
    return pkcs8(element(SEQUENCE, VERSION_0, algorithm, element(OCTETS, sec1)));
  }

  /** The name of the curve, which stands inside an EC key; SEQUENCE(1, key, [0] curve, …). */
  private static byte[] curve(byte[] sec1) throws InvalidKeyException {
    try {
      int at = contentAt(sec1, 0);
      while (at < sec1.length) {
        int content = contentAt(sec1, at);
        int end = content + lengthAt(sec1, at);
        if ((sec1[at] & 0xff) == EC_PARAMETERS) {
          return Arrays.copyOfRange(sec1, content, end);
        }
        at = end;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new InvalidKeyException("the EC key is cut off", e);
    }
    throw new InvalidKeyException("the EC key does not name its curve");
  }

  private static int lengthAt(byte[] der, int element) throws InvalidKeyException {
    int first = der[element + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int bytes = first & 0x7f;
    if (bytes == 0 || bytes > 2) {
      throw new InvalidKeyException("an EC key is not that long");
    }
    int length = der[element + 2] & 0xff;
    return bytes == 1 ? length : length << 8 | (der[element + 3] & 0xff);
  }

  private static int contentAt(byte[] der, int element) {
    int first = der[element + 1] & 0xff;
    return element + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static byte[] element(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.write(tag);
    int length = content.size();
    if (length < 0x80) {
      whole.write(length);
    } else {
      whole.write(0x82);
      whole.write(length >> 8);
      whole.write(length);
    }
    whole.writeBytes(content.toByteArray());
    return whole.toByteArray();
  }
}
