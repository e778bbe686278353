package dev.outrigger.examples;

import dev.outrigger.runtime.Time;
import dev.outrigger.web.App;
import dev.outrigger.web.Application;
import dev.outrigger.web.Problem;
import dev.outrigger.web.Request;
import dev.outrigger.web.Response;
import dev.outrigger.web.files.Content;
import dev.outrigger.web.headers.EntityTag;
import dev.outrigger.web.headers.MediaType;
import dev.outrigger.web.headers.Preconditions;
import dev.outrigger.web.headers.Preconditions.Verdict;
import dev.outrigger.web.headers.SetCookie;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * What httpbin.org does for people who test HTTP clients: it tells what came, and answers as asked.
 */
public final class Httpbin implements Application {
  private static final int LONGEST = 100 * 1024;
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @Override
  public void configure(App app) {
    app.withoutPool();
    for (String method : METHODS) {
      if (!method.equals("GET")) {
        app.route(method, "/" + method.toLowerCase(Locale.ROOT), Echo::of);
      }
      app.route(method, "/anything", Echo::of);
      app.route(method, "/anything/{rest:path}", Echo::of);
      app.route(method, "/status/{code:int}", r -> status(r.pathInt("code")));
    }
    app.get("/get", Echo::of);
    app.get("/headers", r -> Map.of("headers", Echo.headers(r)));
    app.get("/ip", r -> Map.of("origin", r.client().getHostAddress()));
    app.get("/user-agent", r -> Map.of("user-agent", r.header("User-Agent").orElse("")));
    app.get("/uuid", _ -> Map.of("uuid", UUID.randomUUID()));
    app.get("/base64/{text}", r -> base64(r.path("text")));
    app.get("/json", _ -> Map.of("slideshow", Map.of("title", "Sample", "author", "nobody")));
    app.get("/html", _ -> Response.html("<!doctype html><title>A page</title><h1>A page</h1>"));
    redirects(app);
    cookies(app);
    app.get("/basic-auth/{user}/{password}", Httpbin::basicAuth);
    app.get("/bearer", Httpbin::bearer);
    app.get("/delay/{seconds:int}", Httpbin::delay);
    app.get("/bytes/{n:int}", r -> bytes(r).answer(r));
    app.get("/range/{n:int}", r -> bytes(r).answer(r));
    app.get("/stream/{lines:int}", Httpbin::stream);
    app.get("/drip", Httpbin::drip);
    app.get("/etag/{tag}", r -> etag(r, EntityTag.strong(r.path("tag"))));
    app.get("/cache", r -> etag(r, EntityTag.strong("cache")));
    app.get("/response-headers", Httpbin::responseHeaders);
  }

  private static void redirects(App app) {
    app.get(
            "/redirect/{n:int}",
            r -> {
              int left = between("n", 1, r.pathInt("n"), 20) - 1;
              return found(left == 0 ? "/get" : r.url("redirect", Map.of("n", left)));
            })
        .named("redirect");
    app.get("/redirect-to", r -> found(r.query("url").orElseThrow(() -> missing("url"))));
  }

  private static void cookies(App app) {
    app.get("/cookies", r -> Map.of("cookies", Echo.cookies(r)));
    app.get(
        "/cookies/set/{name}/{value}",
        r -> found("/cookies").cookie(SetCookie.of(r.path("name"), r.path("value")).path("/")));
    app.get(
        "/cookies/delete/{name}",
        r -> found("/cookies").cookie(SetCookie.expired(r.path("name")).path("/")));
  }

  private static Response found(String location) {
    return Response.empty().status(302).header("Location", location);
  }

  private static Response status(int code) {
    return Response.empty().status(between("code", 200, code, 599));
  }

  private static String base64(String text) {
    try {
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest("This is no Base64: " + e.getMessage());
    }
  }

  private static Object basicAuth(Request r) {
    String pair = r.path("user") + ":" + r.path("password");
    String wanted =
        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    if (!r.header("Authorization").equals(Optional.of(wanted))) {
      throw Problem.of(401, "Who are you?").header("WWW-Authenticate", "Basic realm=\"httpbin\"");
    }
    return Map.of("authenticated", true, "user", r.path("user"));
  }

  private static Object bearer(Request r) {
    String token =
        r.header("Authorization")
            .filter(value -> value.startsWith("Bearer "))
            .map(value -> value.substring("Bearer ".length()))
            .orElseThrow(
                () -> Problem.of(401, "There is no token").header("WWW-Authenticate", "Bearer"));
    return Map.of("authenticated", true, "token", token);
  }

  private static Object delay(Request r) throws IOException, InterruptedException {
    Time.sleep(Duration.ofSeconds(between("seconds", 0, r.pathInt("seconds"), 10)));
    return Echo.of(r);
  }

  private static Content bytes(Request r) {
    byte[] bytes = new byte[between("n", 0, r.pathInt("n"), LONGEST)];
    new Random(r.queryInt("seed", 1)).nextBytes(bytes);
    return Content.of(MediaType.OCTET_STREAM, bytes);
  }

  private static Response stream(Request r) {
    int lines = between("lines", 1, r.pathInt("lines"), 100);
    return Response.stream(
        "application/json",
        out -> {
          for (int i = 0; i < lines; i++) {
            out.write("{\"id\":" + i + "}\n");
            out.flush();
          }
        });
  }

  private static Response drip(Request r) {
    int count = between("numbytes", 1, r.queryInt("numbytes", 10), LONGEST);
    Duration pause =
        Duration.ofMillis(between("duration", 0, r.queryInt("duration", 2), 10) * 1000L / count);
    return Response.stream(
        "application/octet-stream",
        out -> {
          for (int i = 0; i < count; i++) {
            out.write("*");
            out.flush();
            Time.sleep(pause);
          }
        });
  }

  private static Object etag(Request r, EntityTag tag) throws IOException, InterruptedException {
    Verdict verdict =
        Preconditions.evaluate(r.method(), r.headers(), Optional.of(tag), Optional.empty());
    Response answer =
        switch (verdict) {
          case NOT_MODIFIED -> status(304);
          case FAILED -> status(412);
          case PROCEED, PROCEED_WITH_RANGE -> Response.json(Echo.of(r));
        };
    return answer.header("ETag", tag.toString());
  }

  private static Object responseHeaders(Request r) {
    Response answer = Response.json(Echo.arguments(r));
    for (String name : r.queryNames()) {
      for (String value : r.queries(name)) {
        answer = withHeader(answer, name, value);
      }
    }
    return answer;
  }

  private static Response withHeader(Response answer, String name, String value) {
    try {
      return answer.header(name, value);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage()));
    }
  }

  private static int between(String name, int least, int value, int most) {
    if (value < least || value > most) {
      throw Problem.badRequest(name + " is from " + least + " to " + most + ", not " + value);
    }
    return value;
  }

  private static Problem missing(String name) {
    return Problem.badRequest("The query parameter " + name + " is missing");
  }
}
