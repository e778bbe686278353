package dev.outrigger.bench.servers;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Vert.x with handlers on one event loop. */
final class VertxSubject {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final CharSequence TEXT = HttpHeaders.createOptimized("text/plain");
  private static final Buffer HELLO = Buffer.buffer(Bodies.HELLO);
  private static final Buffer MEGABYTE = Buffer.buffer(Bodies.MEGABYTE);
  private static volatile CharSequence date = now();

  private VertxSubject() {}

  static Map<String, Integer> start(Path folder) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    vertx.setPeriodic(1000, _ -> date = now());
    int plain = listen(vertx, new HttpServerOptions());
    int secure =
        listen(
            vertx,
            new HttpServerOptions()
                .setSsl(true)
                .setSslEngineOptions(new OpenSSLEngineOptions())
                .setKeyCertOptions(
                    new PemKeyCertOptions()
                        .setCertPath(folder.resolve("cert.pem").toString())
                        .setKeyPath(folder.resolve("key.pem").toString())));
    return Map.of("http", plain, "ws", plain, "h2c", plain, "https", secure);
  }

  private static CharSequence now() {
    return HttpHeaders.createOptimized(IMF_FIXDATE.format(Instant.now()));
  }

  private static int listen(Vertx vertx, HttpServerOptions options) {
    HttpServer server =
        vertx
            .createHttpServer(options.setHost("127.0.0.1").setPort(0))
            .requestHandler(VertxSubject::answer)
            .webSocketHandler(socket -> socket.textMessageHandler(socket::writeTextMessage));
    return server.listen().toCompletionStage().toCompletableFuture().join().actualPort();
  }

  private static void answer(HttpServerRequest request) {
    switch (request.uri()) {
      case "/hello" -> end(request, HELLO);
      case "/megabyte" -> end(request, MEGABYTE);
      case "/length" -> {
        long[] length = {0};
        request.handler(part -> length[0] += part.length());
        request.endHandler(_ -> end(request, Buffer.buffer(Bodies.length(length[0]))));
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void end(HttpServerRequest request, Buffer body) {
    request
        .response()
        .putHeader(HttpHeaders.DATE, date)
        .putHeader(HttpHeaders.CONTENT_TYPE, TEXT)
        .end(body);
  }
}
