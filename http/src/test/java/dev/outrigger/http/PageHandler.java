package dev.outrigger.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A page that asks for much and tells whether it was all right, and what it asks for. */
public final class PageHandler implements HttpHandler {
  private final CompletableFuture<String> said = new CompletableFuture<>();
  private final Set<String> versions = ConcurrentHashMap.newKeySet();

  /** What the page said in the end. */
  public CompletableFuture<String> said() {
    return said;
  }

  /** The versions of HTTP that requests came over. */
  public Set<String> versions() {
    return versions;
  }

  @Override
  public HttpResponse handle(HttpRequest request) throws Exception {
    versions.add(request.version());
    return switch (request.path()) {
      case "/" -> HttpResponse.of(200, "text/html; charset=utf-8", resource("page.html"));
      case "/text" -> HttpResponse.text(200, "hello " + request.query());
      case "/echo" -> HttpResponse.of(200, "", request.body().bytes());
      case "/stream" -> HttpResponse.stream(200, "text/plain", PageHandler::digits);
      case "/endless" -> HttpResponse.stream(200, "text/plain", PageHandler::forever);
      case "/said" -> {
        said.complete(new String(request.body().bytes(), StandardCharsets.UTF_8));
        yield HttpResponse.text(200, "heard");
      }
      default -> HttpResponse.text(404, "no " + request.path());
    };
  }

  private static void digits(ResponseStream out) throws Exception {
    for (int i = 0; i < 5000; i++) {
      out.write("0123456789");
    }
  }

  private static void forever(ResponseStream out) throws Exception {
    while (true) {
      out.write("more of it ");
      out.flush();
    }
  }

  /** A file of the clients'. */
  static byte[] resource(String name) throws IOException {
    try (InputStream in = PageHandler.class.getResourceAsStream("/clients/" + name)) {
      return in.readAllBytes();
    }
  }
}
