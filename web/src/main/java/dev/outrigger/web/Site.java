package dev.outrigger.web;

import dev.outrigger.web.routing.Lookup;
import dev.outrigger.web.routing.Router;
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
    Router<Endpoint> own = hosts.of(host);
    Lookup<Endpoint> found = find(own, method, path);
    return found instanceof Lookup.NoSuchPath<Endpoint> && own != hosts.any()
        ? find(hosts.any(), method, path)
        : found;
  }

  private Lookup<Endpoint> find(Router<Endpoint> router, String method, String path) {
    Lookup<Endpoint> found = router.find(method, path);
    return found instanceof Lookup.NoSuchPath<Endpoint> && settings.slashes() == Slashes.IGNORE
        ? router.find(method, Misses.otherSlash(path))
        : found;
  }
}
