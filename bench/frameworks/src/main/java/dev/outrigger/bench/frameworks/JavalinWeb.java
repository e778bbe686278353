package dev.outrigger.bench.frameworks;

import dev.outrigger.bench.web.Site;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.SizeUnit;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.http.UploadedFile;
import io.javalin.http.staticfiles.Location;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** Javalin on its Jetty, with virtual threads. */
final class JavalinWeb {
  private JavalinWeb() {}

  static Map<String, Integer> start(Path folder) {
    Map<String, Integer> ways =
        Site.ways(
            listen(config -> pages(config, folder)),
            "plaintext",
            "json",
            "path",
            "validated",
            "static",
            "upload");
    ways.put("routes10", listen(config -> routes(config, 10)));
    ways.put("routes1000", listen(config -> routes(config, 1000)));
    return ways;
  }

  private static int listen(Consumer<JavalinConfig> pages) {
    return Javalin.create(
            config -> {
              config.concurrency.useVirtualThreads = true;
              config.startup.showJavalinBanner = false;
              config.jetty.host = "127.0.0.1";
              pages.accept(config);
            })
        .start(0)
        .port();
  }

  private static void pages(JavalinConfig config, Path folder) {
    config.routes.get("/plaintext", context -> context.result(Site.HELLO));
    config.routes.get("/json", context -> context.json(Site.user()));
    config.routes.get("/users/{id}/posts/{slug}/comments/{n}", JavalinWeb::comment);
    config.routes.post("/validated", JavalinWeb::validate);
    config.routes.post("/upload", JavalinWeb::upload);
    config.jetty.multipartConfig.cacheDirectory(folder.resolve("uploads").toString());
    config.jetty.multipartConfig.maxFileSize(64, SizeUnit.MB);
    config.jetty.multipartConfig.maxTotalRequestSize(64, SizeUnit.MB);
    config.staticFiles.add(files -> {
      files.hostedPath = "/static";
      files.directory = folder.resolve("static").toString();
      files.location = Location.EXTERNAL;
    });
  }

  private static void routes(JavalinConfig config, int count) {
    Site.routes(
        count,
        () -> config.routes.get("/plaintext", context -> context.result(Site.HELLO)),
        i ->
            config.routes.get(
                "/other" + i + "/{id}", context -> context.result(context.pathParam("id"))));
  }

  private static void comment(Context context) {
    int id = Integer.parseInt(context.pathParam("id"));
    int n = Integer.parseInt(context.pathParam("n"));
    context.result(Site.comment(id, context.pathParam("slug"), n));
  }

  private static void validate(Context context) {
    Signup signup = context.bodyAsClass(Signup.class);
    if (Checked.isValid(signup)) {
      context.json(signup);
    } else {
      context.status(HttpStatus.BAD_REQUEST);
    }
  }

  private static void upload(Context context) {
    UploadedFile file = Objects.requireNonNull(context.uploadedFile("file"));
    context.result(Long.toString(file.size()));
  }
}
