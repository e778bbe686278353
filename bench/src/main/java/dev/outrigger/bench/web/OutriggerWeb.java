package dev.outrigger.bench.web;

import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.WebServer;
import java.nio.file.Path;
import java.util.Map;

/** Outrigger's own framework; each number of routes has a server of its own. */
final class OutriggerWeb {
  private OutriggerWeb() {}

  static Map<String, Integer> start(Path folder) throws Exception {
    int port =
        listen(app -> {
          pages(app);
          BoundWorks.declare(app, folder);
        });
    Map<String, Integer> ways =
        Site.ways(port, "plaintext", "json", "path", "validated", "static", "upload");
    ways.put("routes10", listen(app -> routes(app, 10)));
    ways.put("routes1000", listen(app -> routes(app, 1000)));
    return ways;
  }

  private static int listen(Application application) throws Exception {
    Application alone = app -> application.configure(app.withoutPool());
    return WebServer.builder(alone).bind("127.0.0.1", 0).start().uri().getPort();
  }

  private static void pages(App app) {
    app.get("/plaintext", _ -> Site.HELLO);
    app.get("/json", _ -> Site.user());
    app.get(
        "/users/{id:int}/posts/{slug}/comments/{n:int}",
        request -> Site.comment(request.pathInt("id"), request.path("slug"), request.pathInt("n")));
  }

  private static void routes(App app, int count) {
    Site.routes(
        count,
        () -> app.get("/plaintext", _ -> Site.HELLO),
        i -> app.get("/other" + i + "/{id}", request -> request.path("id")));
  }
}
