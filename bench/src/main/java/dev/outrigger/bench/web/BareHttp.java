package dev.outrigger.bench.web;

import dev.outrigger.http.HttpRequest;
import dev.outrigger.http.HttpResponse;
import dev.outrigger.http.HttpServer;
import dev.outrigger.runtime.EventLoops;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Outrigger's server without a framework: what that one adds is the difference. */
final class BareHttp {
  private static final byte[] HELLO = Site.hello();

  private BareHttp() {}

  static Map<String, Integer> start() {
    HttpServer server = HttpServer.builder(EventLoops.builder().start(), BareHttp::answer).start();
    int port = server.address().getPort();
    Map<String, Integer> ways = Site.ways(port);
    ways.put("validated", port);
    return ways;
  }

  private static HttpResponse answer(HttpRequest request) throws InterruptedException {
    return switch (request.path()) {
      case "/plaintext" -> HttpResponse.of(200, "text/plain", HELLO);
      case "/json" -> HttpResponse.of(200, "application/json", HandChecked.user());
      case "/validated" -> {
        byte[] answer = HandChecked.answer(request.body().bytes());
        yield HttpResponse.of(answer.length == 0 ? 400 : 200, "application/json", answer);
      }
      default -> comment(request.path().split("/", -1));
    };
  }

  private static HttpResponse comment(String[] path) {
    if (path.length != 7 || !path[1].equals("users")) {
      return HttpResponse.of(404);
    }
    try {
      String text = Site.comment(Integer.parseInt(path[2]), path[4], Integer.parseInt(path[6]));
      return HttpResponse.of(200, "text/plain", text.getBytes(StandardCharsets.UTF_8));
    } catch (NumberFormatException _) {
      return HttpResponse.of(404);
    }
  }
}
