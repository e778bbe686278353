package dev.outrigger.http.secure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outrigger.http.tls.Identity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority for one test class, and what it has signed; made by the JDK's keytool. */
public final class Pki {
  static final String PASSWORD = "secret";

  private final Path directory;
  private final Path store;

  /** A certificate, with the authority's behind it, and its key. */
  public record Signed(Path chain, Path key, Path pkcs12) {
    public Identity identity() {
      return Identity.pem(chain, key);
    }
  }

  public Pki(Path directory) throws Exception {
    this.directory = directory;
    this.store = directory.resolve("all.p12");
    keytool("authority", List.of("-ext", "bc:c"));
    Files.writeString(
        authority(), pem("CERTIFICATE", keys().getCertificate("authority").getEncoded()));
  }

  /** What clients trust. */
  public Path authority() {
    return directory.resolve("authority.pem");
  }

  /** The key store with all in it. */
  public KeyStore keys() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  /** One for this host, and for the loopback's address if it is localhost. */
  public Signed sign(String name, String host, String... more) throws Exception {
    List<String> options = new ArrayList<>(List.of(more));
    String ip = host.equals("localhost") ? ",ip:127.0.0.1" : "";
    options.addAll(List.of("-ext", "SAN=dns:" + host + ip, "-signer", "authority"));
    keytool(name, options);
    KeyStore all = keys();
    var chain = all.getCertificateChain(name);
    var key = all.getKey(name, PASSWORD.toCharArray());
    KeyStore alone = KeyStore.getInstance("PKCS12");
    alone.load(null, null);
    alone.setKeyEntry("it", key, PASSWORD.toCharArray(), chain);
    Path pkcs12 = directory.resolve(name + ".p12");
    try (var out = Files.newOutputStream(pkcs12)) {
      alone.store(out, PASSWORD.toCharArray());
    }
    return new Signed(
        Files.writeString(
            directory.resolve(name + ".crt"),
            pem("CERTIFICATE", chain[0].getEncoded()) + pem("CERTIFICATE", chain[1].getEncoded())),
        Files.writeString(directory.resolve(name + ".key"), pem("PRIVATE KEY", key.getEncoded())),
        pkcs12);
  }

  private void keytool(String alias, List<String> more) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias));
    if (!more.contains("-keyalg")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    command.addAll(List.of("-dname", "CN=" + alias, "-keystore", store.toString()));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    command.addAll(more);
    Process made = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(made.getInputStream().readAllBytes(), UTF_8);
    assertThat(made.waitFor()).as(said).isZero();
  }

  public static String pem(String what, byte[] der) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n";
  }
}
