package dev.outrigger.web.openapi;

import dev.outrigger.web.App;
import dev.outrigger.web.RouteInfo;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A document of what an application takes and answers, in OpenAPI 3.1 at {@code /openapi.json} and
 * {@code /openapi.yaml}, and a page at {@code /docs} to read it and to try things out:
 *
 * <pre>{@code
 * app.endpoints(new Users());
 * OpenApi.of("Users", "1.0").on(app);
 * }</pre>
 *
 * <p>It tells all routes of the application, mounts and hosts included, whether they are declared
 * before or behind: what methods of {@link App#endpoints} take and return, and what is said of
 * handlers by {@link dev.outrigger.web.RouteOptions}. Constraints become keywords of schemas, and
 * what the framework answers by itself is told too: 400 for what is malformed, 404 for a path that
 * fits no type, 413, 415, 422. Middleware tells its part, as a login, if it is a {@link
 * dev.outrigger.web.operation.OperationChange}. WebSockets, static files, {@code HEAD} and what is
 * {@link dev.outrigger.web.RouteOptions#hidden} are left out.
 *
 * <p>The document is written when it is asked for first, and kept. A route that can't be described
 * is left out, and told in the log.
 *
 * <p>Needs {@code io.swagger.core.v3:swagger-core} beside Outrigger, and {@code
 * org.webjars:swagger-ui} for the page. Immutable; each option makes a copy.
 */
public final class OpenApi {
  private final String title;
  private final String version;
  private final String description;
  private final List<String> servers;
  private final String document;
  private final String page;
  private final Predicate<RouteInfo> shown;
  private final Consumer<OpenAPI> edit;

  private OpenApi(
      String title,
      String version,
      String description,
      List<String> servers,
      String document,
      String page,
      Predicate<RouteInfo> shown,
      Consumer<OpenAPI> edit) {
    this.title = title;
    this.version = version;
    this.description = description;
    this.servers = servers;
    this.document = document;
    this.page = page;
    this.shown = shown;
    this.edit = edit;
  }

  /**
   * A document under this title, of this version of the application.
   *
   * @throws IllegalStateException if the library for it is missing
   */
  public static OpenApi of(String title, String version) {
    requireLibrary();
    return new OpenApi(title, version, "", List.of(), "/openapi.json", "/docs", _ -> true, _ -> {});
  }

  /** With a description, in Markdown. */
  public OpenApi description(String text) {
    return new OpenApi(title, version, text, servers, document, page, shown, edit);
  }

  /**
   * With a server that the application can be reached at; by default it is where the document is.
   */
  public OpenApi server(String url) {
    var more = new ArrayList<>(servers);
    more.add(url);
    return new OpenApi(title, version, description, List.copyOf(more), document, page, shown, edit);
  }

  /**
   * With the document at another path.
   *
   * @param path ends in {@code .json}; the same in YAML is beside it
   */
  public OpenApi documentAt(String path) {
    requirePath(path);
    if (!path.endsWith(".json")) {
      throw new IllegalArgumentException(
          "The path of the document is \"" + path + "\"; let it end in .json");
    }
    return new OpenApi(title, version, description, servers, path, page, shown, edit);
  }

  /** With the page at another path. */
  public OpenApi pageAt(String path) {
    requirePath(path);
    return new OpenApi(title, version, description, servers, document, path, shown, edit);
  }

  /** Without the page. */
  public OpenApi withoutPage() {
    return new OpenApi(title, version, description, servers, document, "", shown, edit);
  }

  /** Of these routes alone. */
  public OpenApi only(Predicate<RouteInfo> routes) {
    return new OpenApi(
        title, version, description, servers, document, page, shown.and(routes), edit);
  }

  /** With changes to what was made: contacts, examples, whatever the declarations do not say. */
  public OpenApi edit(Consumer<OpenAPI> change) {
    return new OpenApi(
        title, version, description, servers, document, page, shown, edit.andThen(change));
  }

  /**
   * Serves it: {@code OpenApi.of("Shop", "1.0").on(app)}. What stands around the application's
   * routes, as a login, stands around it too; declare it in a mount for other paths.
   *
   * @throws IllegalStateException if the page's library is missing
   */
  public void on(App app) {
    var written = new Document(this);
    app.get(document, written::json).hidden();
    app.get(document.substring(0, document.length() - ".json".length()) + ".yaml", written::yaml)
        .hidden();
    if (!page.isEmpty()) {
      SwaggerPage.of(this).on(app);
    }
  }

  private static void requireLibrary() {
    try {
      Class<?> _ = Class.forName("io.swagger.v3.core.util.Json31");
    } catch (ClassNotFoundException | LinkageError e) {
      throw new IllegalStateException(
          "OpenAPI documents need io.swagger.core.v3:swagger-core, which is not on the class path:"
              + " add it",
          e);
    }
  }

  private static void requirePath(String path) {
    if (!path.startsWith("/") || path.length() < 2 || path.endsWith("/") || path.contains("{")) {
      throw new IllegalArgumentException(
          "\"" + path + "\" is no path to serve a page at; write /docs, without parameters");
    }
  }

  String title() {
    return title;
  }

  String version() {
    return version;
  }

  String description() {
    return description;
  }

  List<String> servers() {
    return servers;
  }

  String document() {
    return document;
  }

  String page() {
    return page;
  }

  boolean isShown(RouteInfo route) {
    return shown.test(route);
  }

  Consumer<OpenAPI> edit() {
    return edit;
  }
}
