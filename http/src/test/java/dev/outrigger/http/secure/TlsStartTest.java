package dev.outrigger.http.secure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outrigger.http.BindFailedException;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.http.LoggedLines;
import dev.outrigger.http.NoLeaks;
import dev.outrigger.http.Served;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.http.tls.TlsConfigurationException;
import dev.outrigger.http.tls.TlsEngine;
import dev.outrigger.runtime.EventLoops;
import dev.outrigger.runtime.TaskBackend;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.interfaces.ECPrivateKey;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a server says to a certificate or a key that it can't use, and which ones it can. */
@ExtendWith(NoLeaks.class)
class TlsStartTest {
  @TempDir private static Path directory;
  private static Pki pki;
  private static Pki.Signed site;
  private static Pki.Signed rsa;

  @BeforeAll
  static void sign() throws Exception {
    pki = new Pki(directory);
    site = pki.sign("site", "localhost");
    rsa = pki.sign("rsa", "localhost", "-keyalg", "RSA", "-keysize", "2048");
  }

  private static String refusal(Identity identity) {
    try (EventLoops loops = EventLoops.builder().start()) {
      TlsConfigurationException refused =
          catchThrowableOfType(
              TlsConfigurationException.class,
              () ->
                  HttpServer.builder(loops, request -> HttpResponse.text(200, "ok"))
                      .tls(ServerTls.of(identity))
                      .start()
                      .close());
      return String.valueOf(refused.getMessage());
    }
  }

  private static void serves(Identity identity, TlsEngine engine) throws Exception {
    try (Served served =
            Served.securely(
                TaskBackend.LOOP_CARRIED,
                ServerTls.of(identity).withEngine(engine),
                request -> HttpResponse.text(200, "ok"));
        TlsClient client =
            new TlsClient(TlsClient.context(pki, ""), served.server().address(), "localhost")) {
      assertThat(client.get("/")).endsWith("ok");
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = directory.resolve("missing.key");
    assertThat(refusal(Identity.pem(site.chain(), missing)))
        .isEqualTo("cannot read " + missing + ": there is no such file");
  }

  @Test
  void aFileWithoutAKeyIsNamed() {
    assertThat(refusal(Identity.pem(site.chain(), site.chain())))
        .isEqualTo(site.chain() + " holds no private key in PEM (BEGIN PRIVATE KEY)");
  }

  @Test
  void aFileWithoutACertificateIsNamed() {
    assertThat(refusal(Identity.pem(site.key(), site.key())))
        .isEqualTo(site.key() + " holds no certificate in PEM (BEGIN CERTIFICATE)");
  }

  @Test
  void aBinaryFileIsNamed() {
    assertThat(refusal(Identity.pem(site.pkcs12(), site.key())))
        .isEqualTo(site.pkcs12() + " is not PEM but binary");
  }

  @Test
  void aKeyOfAnotherCertificateIsNamed() {
    assertThat(refusal(Identity.pem(site.chain(), rsa.key())))
        .isEqualTo(
            "%s does not fit %s: the key (RSA) does not belong to the certificate (EC)",
            rsa.key(), site.chain());
  }

  @Test
  void aKeyWhoseBytesAreBrokenIsNamed() throws Exception {
    Path broken = directory.resolve("broken.key");
    Files.writeString(broken, Pki.pem("PRIVATE KEY", new byte[] {1, 2, 3}));
    assertThat(refusal(Identity.pem(site.chain(), broken)))
        .startsWith(broken + " holds no usable private key: ");
  }

  @Test
  void aWrongPasswordIsNamed() {
    assertThat(refusal(Identity.pkcs12(site.pkcs12(), "guess")))
        .isEqualTo("cannot open " + site.pkcs12() + ": the password is wrong");
  }

  @Test
  void aCertificateThatHasExpiredIsAWarning() throws Exception {
    Pki.Signed old = pki.sign("old", "localhost", "-startdate", "-3d", "-validity", "1");
    try (LoggedLines logged = new LoggedLines();
        Served _ =
            Served.securely(
                TaskBackend.LOOP_CARRIED,
                ServerTls.of(old.identity()),
                request -> HttpResponse.text(200, "ok"))) {
      assertThat(logged.records())
          .singleElement()
          .extracting(LoggedLines::text)
          .asString()
          .startsWith("the certificate of CN=old is not valid today, but from ")
          .endsWith(": clients will refuse it");
    }
  }

  @Test
  void aStartThatFailsLeavesNothingBehind() throws Exception {
    try (EventLoops loops = EventLoops.builder().start();
        HttpServer other =
            HttpServer.builder(loops, request -> HttpResponse.text(200, "ok")).start()) {
      var taken =
          catchThrowableOfType(
              BindFailedException.class,
              () ->
                  HttpServer.builder(loops, request -> HttpResponse.text(200, "ok"))
                      .tls(ServerTls.of(site.identity()))
                      .bind(other.address())
                      .start()
                      .close());
      assertThat(taken.addressInUse()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsEngine.class,
      names = {"BORINGSSL", "JDK"})
  void keysInTheirOlderFormsAreTaken(TlsEngine engine) throws Exception {
    byte[] pkcs8 = pki.keys().getKey("rsa", Pki.PASSWORD.toCharArray()).getEncoded();
    // SEQUENCE(4) version(3) algorithm(15) OCTET STRING(4): what follows is PKCS #1.
    Path pkcs1 = directory.resolve("pkcs1.key");
    Files.writeString(
        pkcs1, Pki.pem("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));
    serves(Identity.pem(rsa.chain(), pkcs1), engine);
    Path sec1 = directory.resolve("sec1.key");
    Files.writeString(sec1, Pki.pem("EC PRIVATE KEY", sec1()));
    serves(Identity.pem(site.chain(), sec1), engine);
  }

  /** The key of the site, as openssl's ecparam writes it. */
  private static byte[] sec1() throws Exception {
    var key = (ECPrivateKey) pki.keys().getKey("site", Pki.PASSWORD.toCharArray());
    byte[] number = key.getS().toByteArray();
    byte[] exactly = new byte[32];
    int length = Math.min(32, number.length);
    System.arraycopy(number, number.length - length, exactly, 32 - length, length);
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.writeBytes(HexFormat.of().parseHex("30310201010420"));
    der.writeBytes(exactly);
    der.writeBytes(HexFormat.of().parseHex("a00a06082a8648ce3d030107"));
    return der.toByteArray();
  }

  @Test
  void anEncryptedKeyNeedsItsPassword() throws Exception {
    var cipher = Cipher.getInstance("PBEWithHmacSHA256AndAES_128");
    var secret =
        SecretKeyFactory.getInstance("PBEWithHmacSHA256AndAES_128")
            .generateSecret(new PBEKeySpec("open".toCharArray()));
    cipher.init(Cipher.ENCRYPT_MODE, secret);
    byte[] key = pki.keys().getKey("site", Pki.PASSWORD.toCharArray()).getEncoded();
    AlgorithmParameters scheme = AlgorithmParameters.getInstance("PBES2");
    scheme.init(cipher.getParameters().getEncoded());
    byte[] info = new EncryptedPrivateKeyInfo(scheme, cipher.doFinal(key)).getEncoded();
    Path file =
        Files.writeString(directory.resolve("locked.key"), Pki.pem("ENCRYPTED PRIVATE KEY", info));
    serves(Identity.pem(site.chain(), file, "open"), TlsEngine.JDK);
    assertThat(refusal(Identity.pem(site.chain(), file)))
        .isEqualTo(file + " is encrypted, and no password was given");
    assertThat(refusal(Identity.pem(site.chain(), file, "guess")))
        .startsWith(file + " holds no usable private key (or the password is wrong): ");
  }
}
