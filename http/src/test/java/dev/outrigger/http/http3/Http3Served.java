package dev.outrigger.http.http3;

import dev.outrigger.http.HttpHandler;
import dev.outrigger.http.Limits;
import dev.outrigger.http.Served;
import dev.outrigger.http.listen.Endpoint;
import dev.outrigger.http.secure.Pki;
import dev.outrigger.http.tls.Identity;
import dev.outrigger.http.tls.ServerTls;
import dev.outrigger.runtime.TaskBackend;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Servers with HTTP/3, for one test each. */
final class Http3Served {
  private static final ServerTls TLS = made();

  private Http3Served() {}

  static Served by(TaskBackend backend, HttpHandler handler) {
    return by(backend, Limits.defaults(), handler);
  }

  static Served by(TaskBackend backend, Limits limits, HttpHandler handler) {
    return Served.with(backend, options -> options.bind(endpoint(TLS)).limits(limits), handler);
  }

  static Served by(TaskBackend backend, ServerTls tls, HttpHandler handler) {
    return Served.with(backend, options -> options.bind(endpoint(tls)), handler);
  }

  static Endpoint endpoint(ServerTls tls) {
    return Endpoint.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .withTls(tls)
        .withHttp3();
  }

  static Http3Client client(Served served) throws Exception {
    return Http3Client.to(served.server().address()).connect();
  }

  private static ServerTls made() {
    try {
      Path folder = Files.createTempDirectory("http3");
      try {
        return ServerTls.of(
            Identity.of(new Pki(folder).sign("localhost", "localhost").identity().load()));
      } finally {
        try (Stream<Path> files = Files.walk(folder)) {
          files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        }
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
