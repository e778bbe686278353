package dev.outrigger.cli.server;

import dev.outrigger.http.listen.Networks;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.web.WebServerBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is spoken before HTTP.
 *
 * @param certificate for TLS, with its chain, in PEM
 * @param key the certificate's; there if that is
 * @param proxies networks of proxies that tell the real client by a PROXY header
 */
public record Entrance(Optional<Path> certificate, Optional<Path> key, Optional<String> proxies) {
  /** The word for the certificate. */
  public static final String CERTIFICATE = "--tls-certificate";

  /** The word for its key. */
  public static final String KEY = "--tls-key";

  /** The word for the networks of proxies. */
  public static final String PROXIES = "--proxy-protocol";

  static Entrance in(ServerWords words) {
    return new Entrance(
        words.take(CERTIFICATE).map(Path::of), words.take(KEY).map(Path::of), words.take(PROXIES));
  }

  /** How addresses begin. */
  public String scheme() {
    return certificate.isPresent() ? "https" : "http";
  }

  /**
   * Networks, as they are written.
   *
   * @throws IllegalArgumentException if they are none
   */
  public static Networks networks(String text) {
    return Networks.of(text.split(",", -1));
  }

  List<String> words() {
    List<String> words = new ArrayList<>();
    ServerWords.add(words, CERTIFICATE, certificate.map(Path::toAbsolutePath));
    ServerWords.add(words, KEY, key.map(Path::toAbsolutePath));
    ServerWords.add(words, PROXIES, proxies);
    return words;
  }

  void on(WebServerBuilder server) {
    if (certificate.isPresent() && key.isPresent()) {
      var _ = server.tls(ServerTls.of(certificate.get(), key.get()));
    }
    proxies.ifPresent(text -> server.proxyProtocol(networks(text)));
  }
}
