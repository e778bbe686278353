package dev.outrigger.web;

import dev.outrigger.web.routing.PathTemplate;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Makes addresses of named routes. */
final class Urls {
  private final Map<String, PathTemplate> templates = new HashMap<>();

  Urls(Map<String, RouteOptions> routes) {
    routes.forEach((name, route) -> templates.put(name, PathTemplate.of(route.pattern())));
  }

  /**
   * @param values by the names of the pattern's parameters
   * @throws IllegalArgumentException if there is no such route, a value is missing, strange to it,
   *     or does not fit its kind
   */
  String of(String name, Map<String, ?> values) {
    PathTemplate template = templates.get(name);
    if (template == null) {
      throw new IllegalArgumentException(
          "No route is named \"" + name + "\"; there are " + new TreeSet<>(templates.keySet()));
    }
    return template.fill(values);
  }
}
