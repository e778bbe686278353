package dev.outrigger.http.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what PEM texts hold; whatever stands between the blocks is skipped. */
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final Pattern HEADED =
      Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*Proc-Type: 4,ENCRYPTED");

  private Pem() {}

  /** One block: what it says that it is, and its bytes. */
  private static final class Block {
    final String type;
    final byte[] der;

    Block(String type, byte[] der) {
      this.type = type;
      this.der = der;
    }
  }

  static List<X509Certificate> certificates(PemSource source) {
    List<X509Certificate> found = new ArrayList<>();
    for (Block block : blocks(source)) {
      if (block.type.equals("CERTIFICATE")) {
        found.add(certificate(source, block, found.size() + 1));
      }
    }
    if (found.isEmpty()) {
      throw new TlsConfigurationException(
          source.name() + " holds no certificate in PEM (BEGIN CERTIFICATE)");
    }
    return found;
  }

  static PrivateKey privateKey(PemSource source, String password) {
    String text = source.read();
    for (Block block : blocks(source, text)) {
      if (block.type.endsWith("PRIVATE KEY")) {
        return privateKey(source, block, password);
      }
    }
    throw new TlsConfigurationException(
        HEADED.matcher(text).find()
            ? source.name()
                + " is encrypted in an old way; convert it with: openssl pkcs8 -topk8 -in "
                + source.name()
            : source.name() + " holds no private key in PEM (BEGIN PRIVATE KEY)");
  }

  private static PrivateKey privateKey(PemSource source, Block block, String password) {
    boolean encrypted = block.type.startsWith("ENCRYPTED");
    if (encrypted && password.isEmpty()) {
      throw new TlsConfigurationException(
          source.name() + " is encrypted, and no password was given");
    }
    try {
      return switch (block.type) {
        case "PRIVATE KEY" -> PrivateKeys.pkcs8(block.der);
        case "RSA PRIVATE KEY" -> PrivateKeys.rsa(block.der);
        case "EC PRIVATE KEY" -> PrivateKeys.ec(block.der);
        case "ENCRYPTED PRIVATE KEY" -> PrivateKeys.encrypted(block.der, password);
        default -> throw new GeneralSecurityException("of a kind not known here: " + block.type);
      };
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new TlsConfigurationException(
          source.name()
              + " holds no usable private key"
              + (encrypted ? " (or the password is wrong)" : "")
              + ": "
              + e.getMessage(),
          e);
    }
  }

  private static X509Certificate certificate(PemSource source, Block block, int number) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.der));
    } catch (CertificateException e) {
      throw new TlsConfigurationException(
          "certificate " + number + " in " + source.name() + " is broken: " + e.getMessage(), e);
    }
  }

  private static List<Block> blocks(PemSource source) {
    return blocks(source, source.read());
  }

  private static List<Block> blocks(PemSource source, String text) {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      try {
        blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
      } catch (IllegalArgumentException e) {
        throw new TlsConfigurationException(
            "a block in " + source.name() + " is broken: " + e.getMessage(), e);
      }
    }
    return blocks;
  }
}
