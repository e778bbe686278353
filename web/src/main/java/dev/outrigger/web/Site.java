package dev.outrigger.web;

import dev.outrigger.web.routing.Lookup;
import java.util.List;

/**
 * An application after its configuration: what a request is led through. Immutable.
 *
 * @param hosts the routes
 * @param misses what stands around requests that have none
 * @param urls the way from names of routes to addresses
 */
record Site(Settings settings, Hosts<Endpoint> hosts, Misses misses, Urls urls) {

  /** All routes, each once, in the order of their declaration for each host. */
  List<RouteInfo> routes() {
    return hosts.all().stream()
        .flatMap(router -> router.routes().stream())
        .map(route -> route.handler().info())
        .distinct()
        .toList();
  }

  Lookup<Endpoint> find(String host, String method, String path) {
    Lookup<Endpoint> found = hosts.find(host, method, path);
    return found instanceof Lookup.NoSuchPath<Endpoint> && settings.slashes() == Slashes.IGNORE
        ? hosts.find(host, method, Misses.otherSlash(path))
        : found;
  }
}
