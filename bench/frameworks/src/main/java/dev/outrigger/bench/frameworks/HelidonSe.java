package dev.outrigger.bench.frameworks;

import dev.outrigger.bench.web.Site;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.staticcontent.FileSystemHandlerConfig;
import io.helidon.webserver.staticcontent.StaticContentFeature;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/** Helidon SE, with a virtual thread for each connection, as it comes. */
final class HelidonSe {
  private HelidonSe() {}

  static Map<String, Integer> start(Path folder) {
    Map<String, Integer> ways =
        Site.ways(
            listen(routing -> pages(routing, folder.resolve("static"))),
            "plaintext",
            "json",
            "path",
            "validated",
            "static");
    ways.put("routes10", listen(routing -> routes(routing, 10)));
    ways.put("routes1000", listen(routing -> routes(routing, 1000)));
    return ways;
  }

  private static int listen(Consumer<HttpRouting.Builder> routing) {
    return WebServer.builder().host("127.0.0.1").port(0).routing(routing).build().start().port();
  }

  private static void pages(HttpRouting.Builder routing, Path files) {
    routing
        .get("/plaintext", (_, response) -> response.send(Site.HELLO))
        .get("/json", (_, response) -> response.send(Site.user()))
        .get("/users/{id}/posts/{slug}/comments/{n}", HelidonSe::comment)
        .post("/validated", HelidonSe::validate)
        .register(
            "/static",
            StaticContentFeature.createService(
                FileSystemHandlerConfig.builder().location(files).build()));
  }

  private static void routes(HttpRouting.Builder routing, int count) {
    Site.routes(
        count,
        () -> routing.get("/plaintext", (_, response) -> response.send(Site.HELLO)),
        i ->
            routing.get(
                "/other" + i + "/{id}",
                (request, response) -> response.send(request.path().pathParameters().get("id"))));
  }

  private static void comment(ServerRequest request, ServerResponse response) {
    Parameters path = request.path().pathParameters();
    response.send(
        Site.comment(
            Integer.parseInt(path.get("id")), path.get("slug"), Integer.parseInt(path.get("n"))));
  }

  private static void validate(ServerRequest request, ServerResponse response) {
    Signup signup = request.content().as(Signup.class);
    if (Checked.isValid(signup)) {
      response.send(signup);
    } else {
      response.status(Status.BAD_REQUEST_400).send();
    }
  }
}
