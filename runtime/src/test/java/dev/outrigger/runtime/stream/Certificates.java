package dev.outrigger.runtime.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A certificate, and the authority that signed it, made by the JDK's keytool.
 *
 * @param certificate the own one, then the authority's
 */
public record Certificates(Path certificate, Path key, Path authority) {

  /** For this host; more are options of keytool. */
  public static Certificates make(Path directory, String name, String host, String... more)
      throws Exception {
    Path store = directory.resolve(name + ".p12");
    keytool(store, "authority", List.of("-ext", "bc:c"));
    List<String> signed = new ArrayList<>(List.of(more));
    signed.addAll(List.of("-ext", "SAN=dns:" + host, "-signer", "authority"));
    keytool(store, "it", signed);
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "secret".toCharArray());
    }
    byte[] own = keys.getCertificate("it").getEncoded();
    byte[] authority = keys.getCertificate("authority").getEncoded();
    byte[] key = keys.getKey("it", "secret".toCharArray()).getEncoded();
    return new Certificates(
        Files.writeString(
            directory.resolve(name + ".crt"),
            pem("CERTIFICATE", own) + pem("CERTIFICATE", authority)),
        Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key)),
        Files.writeString(directory.resolve(name + ".ca"), pem("CERTIFICATE", authority)));
  }

  private static void keytool(Path store, String alias, List<String> more) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-dname", "CN=" + alias));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass", "secret"));
    command.addAll(more);
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
  }

  private static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
