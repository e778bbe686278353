package dev.outrigger.bench.servers;

import io.helidon.http.Header;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Helidon, with a virtual thread for each connection or stream, as it comes. */
final class HelidonSubject {
  private static final Header TEXT = HeaderValues.createCached("Content-Type", "text/plain");

  private HelidonSubject() {}

  static Map<String, Integer> start(Path folder) throws IOException, GeneralSecurityException {
    int plain =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(HelidonSubject::route)
            .build()
            .start()
            .port();
    SSLContext context = Keys.context(folder);
    int secure =
        WebServer.builder()
            .host("127.0.0.1")
            .port(0)
            .routing(HelidonSubject::route)
            .tls(tls -> tls.sslContext(context))
            .build()
            .start()
            .port();
    return Map.of("http", plain, "h2c", plain, "https", secure);
  }

  private static void route(HttpRouting.Builder routing) {
    routing
        .get("/hello", (_, response) -> response.header(TEXT).send(Bodies.HELLO))
        .get("/megabyte", (_, response) -> response.header(TEXT).send(Bodies.MEGABYTE))
        .post("/length", HelidonSubject::count);
  }

  private static void count(ServerRequest request, ServerResponse response) throws IOException {
    try (InputStream body = request.content().inputStream()) {
      response.header(TEXT).send(Bodies.length(Bodies.count(body)));
    }
  }
}
