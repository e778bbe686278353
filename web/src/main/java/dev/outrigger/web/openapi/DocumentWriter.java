package dev.outrigger.web.openapi;

import dev.outrigger.web.RouteInfo;
import dev.outrigger.web.routing.PathTemplate;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a document of routes. Paths that differ in the names of their parameters alone are one
 * path to OpenAPI, so they get the names of the first; of routes that differ in the types of
 * parameters alone, or in the host, the first is told.
 */
final class DocumentWriter {
  private static final System.Logger LOG = System.getLogger("dev.outrigger.web.openapi");
  private static final Set<String> METHODS =
      Set.of("GET", "PUT", "POST", "DELETE", "OPTIONS", "PATCH", "TRACE");

  private final OpenApi options;
  private final Schemas schemas;
  private final Problems problems = new Problems();
  private final Components components = new Components();
  private final OperationWriter operations;
  private final Paths paths = new Paths();
  // By the path with all names left out.
  private final Map<String, List<String>> namesByShape = new HashMap<>();

  DocumentWriter(OpenApi options, JsonMapper mapper) {
    this.options = options;
    this.schemas = new Schemas(mapper);
    this.operations = new OperationWriter(mapper, schemas, problems, components);
  }

  OpenAPI write(List<RouteInfo> routes) {
    for (RouteInfo route : routes) {
      if (!route.operation().hidden()
          && METHODS.contains(route.method())
          && options.isShown(route)) {
        add(route);
      }
    }
    schemas.addTo(components);
    problems.addTo(components);
    var document = new OpenAPI(SpecVersion.V31);
    document.setOpenapi("3.1.1");
    document.setInfo(info());
    options.servers().forEach(url -> document.addServersItem(new Server().url(url)));
    document.setPaths(paths);
    document.setComponents(components);
    return document;
  }

  private Info info() {
    Info info = new Info().title(options.title()).version(options.version());
    return options.description().isEmpty() ? info : info.description(options.description());
  }

  /**
   * A route that can't be described is told in the log, and keeps no other from being described.
   */
  private void add(RouteInfo route) {
    try {
      PathTemplate path = PathTemplate.of(route.pattern());
      List<String> names = namesByShape.computeIfAbsent(path.written(_ -> ""), _ -> path.names());
      String written = path.written(names::get);
      PathItem item = paths.get(written);
      PathItem.HttpMethod method = PathItem.HttpMethod.valueOf(route.method());
      if (item == null || !item.readOperationsMap().containsKey(method)) {
        io.swagger.v3.oas.models.Operation operation = operations.of(route, path, names);
        PathItem target = item == null ? new PathItem() : item;
        target.operation(method, operation);
        paths.addPathItem(written, target);
      }
    } catch (RuntimeException | LinkageError e) {
      LOG.log(
          Level.WARNING,
          "The OpenAPI document leaves out " + route + ", as it can't describe it",
          e);
    }
  }
}
