package dev.outrigger.bench.frameworks;

import dev.outrigger.bench.web.Site;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** Vert.x Web with handlers on one event loop. */
final class VertxWeb {
  private VertxWeb() {}

  static Map<String, Integer> start(Path folder) {
    Vertx vertx =
        Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true));
    Router router = Router.router(vertx);
    router.get("/plaintext").handler(VertxWeb::hello);
    router.get("/json").handler(context -> context.json(Site.user()));
    router.get("/users/:id/posts/:slug/comments/:n").handler(VertxWeb::comment);
    router.post("/validated").handler(BodyHandler.create(false)).handler(VertxWeb::validate);
    router
        .route("/static/*")
        .handler(StaticHandler.create(FileSystemAccess.ROOT, folder.resolve("static").toString()));
    router
        .post("/upload")
        .handler(
            BodyHandler.create(folder.resolve("uploads").toString())
                .setBodyLimit(-1)
                .setDeleteUploadedFilesOnEnd(true))
        .handler(context -> context.end(Long.toString(context.fileUploads().getFirst().size())));
    Map<String, Integer> ways =
        Site.ways(
            listen(vertx, router), "plaintext", "json", "path", "validated", "static", "upload");
    ways.put("routes10", listen(vertx, routes(vertx, 10)));
    ways.put("routes1000", listen(vertx, routes(vertx, 1000)));
    return ways;
  }

  private static Router routes(Vertx vertx, int count) {
    Router router = Router.router(vertx);
    Site.routes(
        count,
        () -> router.get("/plaintext").handler(VertxWeb::hello),
        i ->
            router
                .get("/other" + i + "/:id")
                .handler(context -> context.end(context.pathParam("id"))));
    return router;
  }

  private static int listen(Vertx vertx, Router router) {
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  private static void hello(RoutingContext context) {
    context.response().putHeader("Content-Type", "text/plain");
    var _ = context.end(Site.HELLO);
  }

  private static void comment(RoutingContext context) {
    int id = Integer.parseInt(context.pathParam("id"));
    int n = Integer.parseInt(context.pathParam("n"));
    context.response().putHeader("Content-Type", "text/plain");
    var _ = context.end(Site.comment(id, Objects.requireNonNull(context.pathParam("slug")), n));
  }

  private static void validate(RoutingContext context) {
    Signup signup = context.body().asPojo(Signup.class);
    if (signup != null && Checked.isValid(signup)) {
      var _ = context.json(signup);
    } else {
      var _ = context.response().setStatusCode(400).end();
    }
  }
}
